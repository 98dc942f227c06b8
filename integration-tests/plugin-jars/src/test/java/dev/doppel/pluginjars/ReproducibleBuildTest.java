package dev.doppel.pluginjars;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever builds a version gets the bytes that are published. */
final class ReproducibleBuildTest {

  private static final List<String> MODULES = List.of("spi/api", "spi/runtime", "plugins/byol");

  /** What a build or a run leaves behind, and what is not part of the sources. */
  private static final Set<String> LEFT_OUT = Set.of("target", "runs", ".git", ".idea");

  private static final Path SRC = Path.of("src");

  @TempDir Path folder;

  @Test
  void jars_builtTwice_areTheSame() throws IOException, InterruptedException {
    Path jars = Files.createDirectory(folder.resolve("jars"));
    StagedRepository nothing = StagedRepository.empty(folder.resolve("staged"));
    MavenRun maven = new MavenRun(nothing, jars);
    Map<String, byte[]> first = build(maven, folder.resolve("here"));
    Map<String, byte[]> second = build(maven, folder.resolve("in/another/place"));
    // A jar and its sources for each module.
    assertThat(first).hasSize(2 * MODULES.size());
    assertThat(second.keySet()).isEqualTo(first.keySet());
    first.forEach((name, bytes) -> assertThat(second.get(name)).as(name).isEqualTo(bytes));
  }

  private static Map<String, byte[]> build(MavenRun maven, Path copy)
      throws IOException, InterruptedException {
    copySources(copy);
    maven.run(copy, "-DskipTests", "-pl", String.join(",", MODULES), "-am", "package");
    Map<String, byte[]> jars = new TreeMap<>();
    for (String module : MODULES) {
      try (Stream<Path> files = Files.list(copy.resolve(module).resolve("target"))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".jar")).toList()) {
          jars.put(file.getFileName().toString(), Files.readAllBytes(file));
        }
      }
    }
    return jars;
  }

  private static void copySources(Path copy) throws IOException {
    Files.createDirectories(copy);
    Files.walkFileTree(
        ReactorArtifacts.ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            // A package may be named target, too.
            Path inside = ReactorArtifacts.ROOT.relativize(directory);
            boolean source =
                StreamSupport.stream(inside.spliterator(), false).anyMatch(SRC::equals);
            if (!source && LEFT_OUT.contains(directory.getFileName().toString())) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(copyOf(directory));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(file, copyOf(file));
            return FileVisitResult.CONTINUE;
          }

          private Path copyOf(Path path) {
            return copy.resolve(ReactorArtifacts.ROOT.relativize(path));
          }
        });
  }
}
