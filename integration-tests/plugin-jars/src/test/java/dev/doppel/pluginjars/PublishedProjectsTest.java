package dev.doppel.pluginjars;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What repositories ask of projects that are published. */
final class PublishedProjectsTest {

  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
  private static final Path BOM = ReactorArtifacts.ROOT.resolve("spi/bom/pom.xml");

  /** Those with the general things, which all others inherit. */
  @ParameterizedTest
  @ValueSource(strings = {"pom.xml", "spi/bom/pom.xml"})
  void root_saysWhoseItIsAndWhereItComesFrom(String file) throws IOException {
    assertThat(Files.readString(ReactorArtifacts.ROOT.resolve(file)))
        .contains("<name>", "<description>", "<url>", "<licenses>", "<developers>", "<scm", "2.0");
  }

  static List<Path> published() throws IOException {
    return modules(ReactorArtifacts.ROOT)
        .filter(module -> !module.startsWith(ReactorArtifacts.ROOT.resolve("integration-tests")))
        .toList();
  }

  private static Stream<Path> modules(Path folder) throws IOException {
    Matcher matcher = MODULE.matcher(Files.readString(folder.resolve("pom.xml")));
    Stream<Path> all = Stream.of(folder);
    while (matcher.find()) {
      all = Stream.concat(all, modules(folder.resolve(matcher.group(1))));
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("published")
  void project_saysWhatItIs(Path module) throws IOException {
    String pom = Files.readString(module.resolve("pom.xml"));
    String own = pom.substring(Math.max(0, pom.indexOf("</parent>")));
    assertThat(own).contains("<name>Doppel", "<description>");
  }

  @Test
  void billOfMaterials_managesAllThatIsPublished() throws IOException {
    String bom = Files.readString(BOM);
    for (Path module : published()) {
      String pom = Files.readString(module.resolve("pom.xml"));
      if (!pom.contains("<packaging>pom</packaging>")) {
        String artifact = ReactorArtifacts.artifact(module.resolve("pom.xml"));
        assertThat(bom).contains("<artifactId>" + artifact + "</artifactId>");
      }
    }
  }
}
