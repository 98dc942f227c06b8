package dev.doppel.cli.ablation;

import dev.doppel.cli.comparison.RunResult;
import dev.doppel.cli.file.RunFolder;
import dev.doppel.cli.report.Curve;
import dev.doppel.cli.report.CurveFile;
import java.util.Arrays;
import java.util.Optional;

/**
 * The figures of a run over the last quarter of its steps. One that was not taken is {@code NaN}.
 *
 * @param loss the mean loss
 * @param spread {@code sqrt(width)} times the mean standard deviation of the normalised outputs
 * @param rank the mean effective rank of the outputs (RankMe)
 * @param targetEntropy the mean entropy of a target, as a share of {@code ln K}
 * @param accuracy the nearest neighbours' accuracy at the end, from 0 to 1
 */
record FinalFigures(
    double loss, double spread, double rank, double targetEntropy, double accuracy) {

  /** The figures whose curves a report shows, and that the table is made from. */
  static final String LOSS = "loss";

  static final String SPREAD = "feature-std.std";
  static final String RANK = "effective-rank.rank";
  static final String TARGET_ENTROPY = "target-entropy.relative";

  private static final double LAST = 0.25;

  /** Those of a run that has figures. */
  static FinalFigures of(RunResult run) {
    RunFolder folder = new RunFolder(run.folder());
    return new FinalFigures(
        last(folder, LOSS),
        last(folder, SPREAD),
        last(folder, RANK),
        last(folder, TARGET_ENTROPY),
        run.figures()
            .map(figures -> figures.accuracies().trainedEncoder().orElse(Double.NaN))
            .orElse(Double.NaN));
  }

  private static double last(RunFolder folder, String column) {
    Optional<Curve> curve = CurveFile.read(folder.metrics(), column);
    if (curve.isEmpty()) {
      return Double.NaN;
    }
    double[] values = curve.get().values();
    int from = Math.min(values.length - 1, (int) Math.floor(values.length * (1 - LAST)));
    return Arrays.stream(values, from, values.length).average().orElse(Double.NaN);
  }
}
