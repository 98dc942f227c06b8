package dev.doppel.benchmarks.learning;

import dev.doppel.cli.evaluation.EvaluationSets;
import dev.doppel.cli.evaluation.NeighbourEvaluation;
import dev.doppel.cli.result.RunOutcome;
import dev.doppel.cli.result.TrainingResult;
import dev.doppel.cli.training.PreparedRun;
import dev.doppel.cli.training.Training;
import dev.doppel.cli.training.TrainingSettings;
import dev.doppel.runtime.metric.MatrixProduct;
import dev.doppel.runtime.metric.NeighbourSettings;
import dev.doppel.runtime.training.ViewBatch;
import dev.doppel.runtime.view.BatchLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalDouble;

/**
 * Both sides of one row.
 *
 * @param run the run, ready to train
 * @param folder the folder of our side's run, new
 * @param python the peer's interpreter
 * @param script the peer's program
 */
record LearningSides(PreparedRun run, Path folder, String python, Path script) {

  /** As a run measures its own encoder. */
  private static final NeighbourEvaluation NEIGHBOURS =
      new NeighbourEvaluation(NeighbourSettings.DINO);

  /**
   * Trains both.
   *
   * @param place recipe and seed
   * @param between is run when our side is done
   * @return the accuracies
   * @throws IOException if the peer fails
   * @throws IllegalStateException if a side cannot be measured
   */
  LearningRow compare(LearningPlace place, Runnable between) throws IOException {
    TrainingResult ours = Training.run(run, TrainingSettings.defaults().withOutput(folder));
    if (ours.outcome().ending() != RunOutcome.Ending.COMPLETED) {
      throw new IllegalStateException(place + " ended early: " + ours.outcome().message());
    }
    between.run();
    OptionalDouble calibrated = ours.accuracies().calibratedEncoder();
    return new LearningRow(
        place,
        measured(calibrated.isPresent() ? calibrated : ours.accuracies().randomEncoder(), place),
        measured(ours.accuracies().trainedEncoder(), place),
        measured(lightly(), place));
  }

  /**
   * Asks the peer whether it can train the recipe.
   *
   * @throws IOException if it cannot; its message went to standard error
   */
  void check() throws IOException {
    newPeer().close();
  }

  private LightlyPeer newPeer() throws IOException {
    return new LightlyPeer(python, script, PeerRecipe.json(run));
  }

  /** How accuracies are measured. */
  String protocol() {
    return NEIGHBOURS.describe(sets().bankIndices().length) + "; " + sets().describe();
  }

  private OptionalDouble lightly() throws IOException {
    try (LightlyPeer peer = newPeer()) {
      try (BatchLoader loader = run.loader()) {
        for (long step = 0; step < run.plan().steps(); step++) {
          ViewBatch batch = loader.next();
          peer.step(batch);
          loader.release(batch);
        }
      }
      return NeighbourEvaluation.accuracy(
          NEIGHBOURS.answers(sets(), run.extractor(() -> false), peer::embed, MatrixProduct.HOST));
    }
  }

  private EvaluationSets sets() {
    return EvaluationSets.of(run.data())
        .orElseThrow(() -> new IllegalStateException("the images have no labels to judge by"));
  }

  private static double measured(OptionalDouble accuracy, LearningPlace place) {
    return accuracy.orElseThrow(
        () -> new IllegalStateException(place + ": an embedding is not a number"));
  }
}
