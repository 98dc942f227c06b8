package dev.doppel.pluginjars;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A plugin must be found in the same way on the class path and on the module path. */
final class PluginModulesTest {

  /** The folder of this module is the working directory of its tests. */
  private static final Path PLUGINS = Path.of("..", "..", "plugins");

  static List<ModuleReference> modules() {
    return PluginModules.all();
  }

  /** A plugin that is no dependency of this module would pass all rules unseen. */
  @Test
  void all_isEveryPluginOfThisBuild() throws IOException {
    try (Stream<Path> folders = Files.list(PLUGINS)) {
      List<String> expected =
          folders
              .filter(folder -> Files.exists(folder.resolve("pom.xml")))
              .map(folder -> "dev.doppel." + folder.getFileName().toString().replace("-", ""))
              .toList();

      assertThat(modules())
          .extracting(module -> module.descriptor().name())
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("modules")
  void services_equalProvides(ModuleReference module) {
    assertThat(PluginModules.listed(module))
        .as("%s", module)
        .isEqualTo(PluginModules.provided(module))
        .hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("modules")
  void requires_interfaceAndJdkAlone(ModuleReference module) {
    assertThat(module.descriptor().requires())
        .as("%s", module)
        .extracting(ModuleDescriptor.Requires::name)
        .allMatch(name -> name.equals("dev.doppel.spi") || name.startsWith("java."));
  }

  /** A second class of the same name in another jar would win or lose by the order of the path. */
  @ParameterizedTest
  @MethodSource("modules")
  void packages_beginWithTheModulesName(ModuleReference module) {
    assertThat(module.descriptor().packages())
        .as("%s", module)
        .allMatch(name -> (name + ".").startsWith(module.descriptor().name() + "."));
  }
}
