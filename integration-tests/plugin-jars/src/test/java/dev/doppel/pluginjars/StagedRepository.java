package dev.doppel.pluginjars;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A Maven repository in a folder, with what this build would publish and nothing else. */
final class StagedRepository {

  private static final Path GROUP = Path.of("dev", "doppel");
  private static final Path OUTSIDE = Path.of("integration-tests", "plugin-jars", "outside");
  private static final String VERSION = "0.1.0-SNAPSHOT";

  private final Path folder;

  private StagedRepository(Path folder) {
    this.folder = folder;
  }

  static StagedRepository empty(Path folder) throws IOException {
    return new StagedRepository(Files.createDirectories(folder));
  }

  static StagedRepository of(ReactorArtifacts artifacts, Path folder) throws IOException {
    StagedRepository repository = new StagedRepository(folder);
    for (Map.Entry<String, Path> jar : artifacts.jars().entrySet()) {
      repository.put(GROUP.resolve(jar.getKey()).resolve(VERSION), "jar", jar.getValue());
    }
    for (Path pom : poms()) {
      repository.put(GROUP.resolve(ReactorArtifacts.artifact(pom)).resolve(VERSION), "pom", pom);
    }
    return repository;
  }

  /** All modules' and parents' project files. */
  private static List<Path> poms() throws IOException {
    try (Stream<Path> files = Files.walk(ReactorArtifacts.ROOT, 3)) {
      return files
          .filter(file -> file.endsWith("pom.xml"))
          .filter(file -> !ReactorArtifacts.ROOT.relativize(file).startsWith(OUTSIDE))
          .toList();
    }
  }

  /**
   * Puts a file where Maven looks for it.
   *
   * @param place group, artifact and version, as folders
   */
  void put(Path place, String type, Path file) throws IOException {
    Path target = folder.resolve(place);
    Files.createDirectories(target);
    String name = place.getName(place.getNameCount() - 2) + "-" + place.getFileName();
    Files.copy(file, target.resolve(name + "." + type));
  }

  String url() {
    return folder.toUri().toString();
  }
}
