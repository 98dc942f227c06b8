package dev.doppel.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.runtime.plugin.BrokenPlugin.Stage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What only a jar that is looked at by itself can tell: the class path does not say what it lacks.
 */
final class JarInspectionTest {

  private static final String FILE = "META-INF/services/dev.doppel.spi.SelfSupervisedPlugin";

  @TempDir Path folder;

  @Test
  void discover_emptyServicesFile() throws Exception {
    expect(
        new PluginJar().service("# nothing yet"),
        "broken.jar",
        "names no class in its file " + FILE);
  }

  @Test
  void discover_nativeLibrary() throws Exception {
    expect(
        PluginJar.working("p.Native", "native").file("linux/libfast.so.1.2", new byte[] {127}),
        "p.Native",
        "brings a native library (linux/libfast.so.1.2), which the JVM loads through one class"
            + " loader only: put the jar on the class path instead");
  }

  @Test
  void discover_interfaceWithoutThePlugin() throws Exception {
    Path inside = Files.createDirectory(folder.resolve("inside"));
    PluginJar.working("p.Inside", "inside").write(inside.resolve("inside.jar"));
    new PluginJar()
        .unlisted()
        .file("dev/doppel/spi/SpiVersion.class", new byte[] {1})
        .write(inside.resolve("doppel-spi.jar"));

    assertThat(registry().broken())
        .containsExactly(
            new BrokenPlugin(
                inside.resolve("doppel-spi.jar").toString(),
                "doppel-spi.jar",
                Stage.JAR,
                "brings its own copy of doppel-spi, of which there must be one alone, the host's:"
                    + " leave it out (scope provided)"));
  }

  /** A class loader follows the manifest of each jar, past inspection and pins. */
  @Test
  void discover_otherJarInTheManifest_mustLieWithTheJar() throws Exception {
    Path library = folder.resolve("library.jar");
    new PluginJar().source("q.Library", "package q; public class Library {}").write(library);
    Path inside = Files.createDirectory(folder.resolve("inside"));
    Path beside =
        naming("p.Beside", "absent.jar ../library.jar").write(inside.resolve("beside.jar"));
    Path together = Files.createDirectory(folder.resolve("together"));
    naming("p.Together", "library.jar").write(together.resolve("together.jar"));
    Files.move(library, together.resolve("library.jar"));
    Files.copy(together.resolve("library.jar"), library);

    PluginRegistry registry = registry();

    assertThat(registry.plugins()).extracting("name").containsExactly("together");
    assertThat(registry.broken())
        .contains(
            new BrokenPlugin(
                beside.toString(),
                "p.Beside",
                Stage.JAR,
                "names '../library.jar' in its manifest's Class-Path, which is not loaded unseen:"
                    + " put both into one folder inside plugins/, or inside a folder of"
                    + " plugin.path"));
  }

  private static PluginJar naming(String className, String jars) {
    String name = className.replace("p.", "").toLowerCase(Locale.ROOT);
    String manifest = "Manifest-Version: 1.0\nClass-Path: " + jars + "\n";
    return PluginJar.working(className, name)
        .file("META-INF/MANIFEST.MF", manifest.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void discover_noJarAtAll() throws Exception {
    Files.writeString(folder.resolve("broken.jar"), "half a download");
    PluginJar.working("p.Good", "good").write(folder.resolve("good.jar"));
    PluginRegistry registry = registry();

    assertThat(registry.plugins()).extracting("name").containsExactly("good");
    assertThat(registry.broken()).hasSize(1);
    assertThat(registry.broken().get(0).toString())
        .startsWith(
            "broken.jar (%s): cannot be read as a jar: java.util.zip.ZipException: "
                .formatted(folder.resolve("broken.jar")));
  }

  private void expect(PluginJar jar, String provider, String reason) throws Exception {
    Path broken = jar.write(folder.resolve("broken.jar"));
    PluginJar.working("p.Good", "good").write(folder.resolve("good.jar"));
    PluginRegistry registry = registry();

    assertThat(registry.plugins()).extracting("name").containsExactly("good");
    assertThat(registry.broken())
        .containsExactly(new BrokenPlugin(broken.toString(), provider, Stage.JAR, reason));
  }

  private PluginRegistry registry() {
    return PluginSearch.classPath(ClassLoader.getPlatformClassLoader())
        .withFolder(folder)
        .discover();
  }
}
