package dev.doppel.pluginjars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.doppel.runtime.plugin.PluginPin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The distribution's CycloneDX file says what is in it. */
final class BillOfMaterialsTest {

  private static final Path DISTRIBUTION =
      ReactorArtifacts.ROOT.resolve("adapters/cli/target/doppel");

  private static final String OWN = "doppel";

  @Test
  void distribution_eachJar_isListedWithItsHash() throws IOException {
    Path file = DISTRIBUTION.resolve("bill-of-materials.cdx.json");
    assumeThat(file).as("a build without a network (mvn -o) makes none").isRegularFile();
    String bill = Files.readString(file);
    assertThat(bill).contains("\"CycloneDX\"");

    List<Path> jars =
        Stream.concat(jars("lib"), jars("plugins"))
            .filter(jar -> !jar.getFileName().toString().startsWith(OWN))
            .toList();
    assertThat(jars).hasSizeGreaterThan(20);
    for (Path jar : jars) {
      assertThat(bill).as("%s", jar).contains(PluginPin.of(jar).sha256());
    }
    // A later build without a network makes them anew, and keeps the file.
    assertThat(jars("plugins").map(BillOfMaterialsTest::artifact))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(bill).contains("\"" + name + "\""));
  }

  /** The name without the version. */
  private static String artifact(Path jar) {
    return jar.getFileName().toString().replaceFirst("-\\d.*", "");
  }

  private static Stream<Path> jars(String folder) throws IOException {
    try (Stream<Path> files = Files.list(DISTRIBUTION.resolve(folder))) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList().stream();
    }
  }
}
