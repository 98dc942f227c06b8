package dev.doppel.pluginjars;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the guide for authors shows is in the files it names, which are compiled and tested. */
final class AuthorGuideTest {

  /** The folder of this module is the working directory of its tests. */
  private static final Path GUIDE = Path.of("..", "..", "plugins", "README.md");

  private static final Pattern EXCERPT =
      Pattern.compile(
          "\\[`[^`]+`\\]\\((?<file>[^)]+)\\):\\n\\n```\\w*\\n(?<text>.*?\\n)```", Pattern.DOTALL);

  private static final Path PROJECT = Path.of("outside", "vicreg", "pom.xml");

  private static final Pattern DEPENDENCY =
      Pattern.compile("<dependency>.*?</dependency>", Pattern.DOTALL);

  private static final Pattern LINK = Pattern.compile("\\]\\((?<file>[^)#]+)");

  static Stream<MatchResult> excerpts() throws IOException {
    return EXCERPT.matcher(Files.readString(GUIDE)).results();
  }

  @ParameterizedTest
  @MethodSource("excerpts")
  void excerpt_isInItsFile(MatchResult excerpt) throws IOException {
    Path file = GUIDE.resolveSibling(excerpt.group(1)).normalize();
    assertThat(Files.readString(file)).as("%s", file).contains(excerpt.group(2));
  }

  @Test
  void code_isInExcerptsAlone() throws IOException {
    long java = Files.readString(GUIDE).split("```java", -1).length - 1L;
    assertThat(excerpts().filter(excerpt -> excerpt.group().contains("```java")))
        .hasSize((int) java);
    assertThat(java).isGreaterThan(5);
  }

  /** What the plugin that the guide shows needs to run is the interface, which the host brings. */
  @Test
  void project_needsTheInterfaceAlone() throws IOException {
    assertThat(DEPENDENCY.matcher(Files.readString(PROJECT)).results().map(MatchResult::group))
        .filteredOn(dependency -> !dependency.contains("<scope>test</scope>"))
        .singleElement()
        .asString()
        .contains("<artifactId>doppel-spi</artifactId>", "<scope>provided</scope>");
  }

  @Test
  void links_leadSomewhere() throws IOException {
    assertThat(LINK.matcher(Files.readString(GUIDE)).results())
        .extracting(link -> GUIDE.resolveSibling(link.group(1)).normalize())
        .isNotEmpty()
        .allSatisfy(file -> assertThat(file).exists());
  }
}
