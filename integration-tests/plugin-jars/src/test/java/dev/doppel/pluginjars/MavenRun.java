package dev.doppel.pluginjars;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;

/**
 * Maven as an author runs it, with an empty local repository of its own. Artifacts of Doppel come
 * from a staged repository, all others from what this build has fetched, and what that lacks from
 * where Maven takes it.
 */
final class MavenRun {

  private final Path settings;
  private final Path localRepository;

  MavenRun(StagedRepository staged, Path folder) throws IOException {
    localRepository = folder.resolve("local-repository");
    settings = folder.resolve("settings.xml");
    Files.writeString(
        settings,
        SETTINGS.formatted(
            repository("repository", "staged", staged.url()),
            repository("repository", "fetched", fetched()),
            repository("pluginRepository", "fetched", fetched())));
  }

  private static final String SETTINGS =
      """
      <settings>
        <profiles>
          <profile>
            <id>repositories</id>
            <repositories>
              %s
              %s
            </repositories>
            <pluginRepositories>
              %s
            </pluginRepositories>
          </profile>
        </profiles>
        <activeProfiles>
          <activeProfile>repositories</activeProfile>
        </activeProfiles>
      </settings>
      """;

  private static String repository(String element, String id, String url) {
    return """
        <%1$s>
          <id>%2$s</id>
          <url>%3$s</url>
          <releases><checksumPolicy>ignore</checksumPolicy></releases>
          <snapshots><checksumPolicy>ignore</checksumPolicy></snapshots>
        </%1$s>
        """
        .formatted(element, id, url);
  }

  /** The local repository of this build, which a library of it lies in. */
  private static String fetched() {
    Path library = ReactorArtifacts.location(Assertions.class);
    // That is, org/assertj/assertj-core/VERSION/FILE.
    for (int level = 0; level < 5; level++) {
      library = library.getParent();
    }
    return library.toUri().toString();
  }

  private static Path home() {
    String home = System.getProperty("maven.home", "");
    assertThat(home).as("the system property maven.home, which the build sets").isNotEmpty();
    return Path.of(home);
  }

  /** Runs Maven in a folder, and returns what it said. */
  String run(Path project, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(home().resolve("bin").resolve("mvn").toString());
    command.addAll(
        List.of("-B", "-ntp", "-s", settings.toString(), "-Dmaven.repo.local=" + localRepository));
    command.addAll(List.of(arguments));
    JavaRun run = JavaRun.of(project, command);
    assertThat(run.status()).as("%s in %s:%n%s", command, project, run.output()).isZero();
    return run.output();
  }
}
