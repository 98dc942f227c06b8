package dev.doppel.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.spi.SpiVersion;
import java.nio.file.Path;
import java.sql.Driver;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PluginClassLoaderTest {

  @TempDir Path folder;

  @Test
  void loadClass_interface_isTheHosts() throws Exception {
    PluginJar jar =
        PluginJar.working("p.Good", "good")
            .source("dev.doppel.spi.Extra", "package dev.doppel.spi; public interface Extra {}");
    try (PluginClassLoader loader = loader(jar)) {
      assertThat(loader.loadClass(SpiVersion.class.getName())).isSameAs(SpiVersion.class);
      // It would be another program's class in the interface's package.
      assertThatThrownBy(() -> loader.loadClass("dev.doppel.spi.Extra"))
          .isInstanceOf(ClassNotFoundException.class);
    }
  }

  /** Their natives could be loaded once only, whoever asks. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ai.djl.Own",
        "org.nd4j.Own",
        "org.deeplearning4j.Own",
        "org.bytedeco.Own",
        "com.sun.jna.Own"
      })
  void loadClass_platform_isTheHosts(String name) throws Exception {
    int dot = name.lastIndexOf('.');
    PluginJar jar =
        PluginJar.working("p.Good", "good")
            .source(name, "package %s; public class Own {}".formatted(name.substring(0, dot)));
    try (PluginClassLoader loader = loader(jar)) {
      assertThatThrownBy(() -> loader.loadClass(name)).isInstanceOf(ClassNotFoundException.class);
    }
  }

  @Test
  void loadClass_ownClass_isItsOwn() throws Exception {
    try (PluginClassLoader loader = loader(PluginJar.working("p.Good", "good"))) {
      assertThat(loader.loadClass("p.Good").getClassLoader()).isSameAs(loader);
      assertThat(loader.getName()).isEqualTo("plugin good.jar");
    }
  }

  @Test
  void loadClass_ofTheProgram_isNotSeen() throws Exception {
    try (PluginClassLoader loader = loader(PluginJar.working("p.Good", "good"))) {
      assertThatThrownBy(() -> loader.loadClass(PluginRegistry.class.getName()))
          .isInstanceOf(ClassNotFoundException.class);
    }
  }

  @Test
  void loadClass_anyModuleOfTheJdk_isSeen() throws Exception {
    try (PluginClassLoader loader = loader(PluginJar.working("p.Good", "good"))) {
      assertThat(loader.loadClass(Driver.class.getName())).isSameAs(Driver.class);
    }
  }

  private PluginClassLoader loader(PluginJar jar) throws Exception {
    Path file = jar.write(folder.resolve("good.jar"));
    return PluginClassLoader.of(new PluginPlace(file, List.of(file)));
  }
}
