package dev.doppel.parity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder of golden vectors: {@code losses.json}, {@code schedules.json}, {@code metrics.json},
 * {@code vision-transformer.json} and {@code trajectories}, each of which may be absent.
 */
final class GoldenDirectory {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String TRAJECTORIES = "trajectories";
  private static final String TRANSFORMER = "vision-transformer.json";
  private static final List<String> KNOWN =
      List.of("losses.json", "schedules.json", "metrics.json", TRANSFORMER, TRAJECTORIES);

  private final Path root;

  private GoldenDirectory(Path root) {
    this.root = root;
  }

  /**
   * The folder that the system property {@code golden.dir} names, relative to {@code golden.base};
   * this module's own without it.
   */
  static GoldenDirectory configured() {
    return of(System.getProperty("golden.dir", "golden"), System.getProperty("golden.base", ""));
  }

  static GoldenDirectory of(String directory, String base) {
    Path root = Path.of(base).resolve(directory).toAbsolutePath().normalize();
    if (KNOWN.stream().noneMatch(name -> Files.exists(root.resolve(name)))) {
      throw new IllegalArgumentException(
          "golden.dir = %s: no golden vectors in %s; one of %s is needed"
              .formatted(directory, root, String.join(", ", KNOWN)));
    }
    return new GoldenDirectory(root);
  }

  /** Whether {@code -Dgolden.complete=true} asks that each case be run. */
  static boolean mustBeComplete() {
    return Boolean.getBoolean("golden.complete");
  }

  List<GoldenLossCase> losses() {
    return read("losses.json")
        .map(file -> GoldenJson.list(file.required("cases"), GoldenLossCase::read))
        .orElse(List.of());
  }

  List<GoldenSchedule> schedules() {
    return read("schedules.json")
        .map(file -> GoldenJson.list(file.required("cases"), GoldenSchedule::read))
        .orElse(List.of());
  }

  /** The metrics as they stand in the file; empty if there is none. */
  Optional<JsonNode> metrics() {
    return read("metrics.json");
  }

  List<GoldenTransformer> transformers() {
    return read(TRANSFORMER)
        .map(file -> GoldenJson.list(file.required("cases"), GoldenTransformer::read))
        .orElse(List.of());
  }

  /** All trajectories, in the order of their names. Large: read them one at a time if need be. */
  List<GoldenTrajectory> trajectories() {
    return trajectoryNames().stream().map(this::trajectory).toList();
  }

  /** The names of the trajectories, sorted. */
  List<String> trajectoryNames() {
    Path folder = root.resolve(TRAJECTORIES);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".json"))
          .sorted()
          .forEach(name -> names.add(name.substring(0, name.length() - ".json".length())));
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
    return names;
  }

  GoldenTrajectory trajectory(String name) {
    return GoldenTrajectory.read(
        name, read(Path.of(TRAJECTORIES, name + ".json").toString()).orElseThrow());
  }

  private Optional<JsonNode> read(String name) {
    Path file = root.resolve(name);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(MAPPER.readTree(file.toFile()));
    } catch (IOException exception) {
      throw new UncheckedIOException("cannot read golden vectors from " + file, exception);
    }
  }

  @Override
  public String toString() {
    return root.toString();
  }
}
