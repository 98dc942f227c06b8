package dev.doppel.cli;

import dev.doppel.cli.failure.UsageException;
import dev.doppel.cli.file.RunFolder;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options of commands that train several recipes. */
final class RepeatedRuns {

  private static final int MOST = 1_000;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description =
          "Runs of each recipe, with its own seed and the numbers after it."
              + " Default: ${DEFAULT-VALUE}.",
      defaultValue = "1")
  private int seeds;

  @Option(
      names = "--measurements",
      paramLabel = "N",
      description = "How often kNN accuracy is measured during a run, for its curve.")
  private Integer measurements;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description =
          "Where to: new or empty, or the folder of an earlier start to go on with, whose finished"
              + " runs are taken over. Default: a new one under 'runs'.")
  private Path output;

  RepeatedRuns() {}

  /**
   * Checks the numbers.
   *
   * @throws UsageException if one is out of its range
   */
  void check() {
    checkRange("--seeds", seeds, 1);
    if (measurements != null) {
      checkRange("--measurements", measurements, 0);
    }
  }

  private static void checkRange(String option, int value, int least) {
    if (value < least || value > MOST) {
      throw new UsageException(
          "%s is %d; allowed are %d to %d".formatted(option, value, least, MOST));
    }
  }

  int seeds() {
    return seeds;
  }

  int measurements(int otherwise) {
    return measurements == null ? otherwise : measurements;
  }

  Path output(String name) {
    return output == null ? RunFolder.fresh(name) : output;
  }
}
