package dev.doppel.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What checkpoints cost at the default interval: the time of one over that of the steps between
 * two, BYOL on DJL. Prints {@code ratio NAME MEDIAN LOW HIGH}; 0.02 is two per cent of a run's
 * time.
 *
 * <p>Arguments: the number of pairs (20 by default) and the steps that are timed for each (10).
 */
public final class CheckpointBenchmark {

  private static final int DEFAULT_PAIRS = 20;
  private static final int DEFAULT_STEPS = 10;

  /** The default of the key {@code checkpoint.every}. */
  private static final int EVERY = 100;

  private CheckpointBenchmark() {}

  /**
   * Times checkpoints and steps in turn.
   *
   * @param arguments the number of pairs and the steps of each
   * @throws IOException if a checkpoint cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    int pairs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : DEFAULT_PAIRS;
    int steps = arguments.length > 1 ? Integer.parseInt(arguments[1]) : DEFAULT_STEPS;
    compare("small-cnn", Workload.smallCnn(), pairs, 10 * steps);
    compare("resnet18", Workload.resnet18(), pairs, steps);
  }

  private static void compare(String name, Workload workload, int pairs, int steps)
      throws IOException {
    Path folder = Files.createTempDirectory("checkpoints");
    Path file = folder.resolve("benchmark.checkpoint");
    try (DoppelMethod byol = new DoppelMethod(workload)) {
      byol.run(steps);
      byol.checkpoint(file);
      double[] checkpoints = new double[pairs];
      double[] between = new double[pairs];
      for (int pair = 0; pair < pairs; pair++) {
        between[pair] = byol.run(steps) / steps * EVERY;
        checkpoints[pair] = byol.checkpoint(file);
      }
      System.out.println(PairedRatio.of("checkpoint-" + name, checkpoints, between));
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }
}
