package dev.doppel.cli.training;

import dev.doppel.cli.evaluation.Embedder;
import dev.doppel.cli.evaluation.EvaluationSets;
import dev.doppel.cli.evaluation.FeatureExtractor;
import dev.doppel.cli.evaluation.NeighbourEvaluation;
import dev.doppel.cli.result.Accuracies;
import dev.doppel.runtime.metric.NeighbourSettings;
import dev.doppel.runtime.training.Encoder;
import dev.doppel.runtime.training.TrainingSession;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Measures what a run's encoder is worth before its first step and after its last. */
final class AccuracyMeter {

  private static final NeighbourEvaluation NEIGHBOURS =
      new NeighbourEvaluation(NeighbourSettings.DINO);

  /** Means and variances of some thousand images are those of all, to a few per cent. */
  private static final int CALIBRATION_IMAGES = 4_096;

  private final PreparedRun prepared;
  private final BooleanSupplier stop;
  private final Optional<EvaluationSets> sets;
  private final Set<String> unreadable = new LinkedHashSet<>();

  AccuracyMeter(PreparedRun prepared, BooleanSupplier stop) {
    this.prepared = prepared;
    this.stop = stop;
    this.sets = EvaluationSets.of(prepared.data());
  }

  /** Whether there is anything to measure by. */
  boolean measures() {
    return sets.isPresent();
  }

  /** How the accuracies are measured, or why they are not. */
  String note() {
    return sets.map(
            found -> NEIGHBOURS.describe(found.bankIndices().length) + "; " + found.describe())
        .orElse("not measured: the images have no labels, or there is but one class");
  }

  /** The messages about images that could not be read. */
  Set<String> unreadable() {
    return Collections.unmodifiableSet(unreadable);
  }

  /** The accuracies of a session before its first step; those that were interrupted are empty. */
  Accuracies before(TrainingSession session) {
    FeatureExtractor pixels = prepared.pixelExtractor(stop);
    return Accuracies.before(
            encoder(session), measure(pixels, extractor -> pixels(session, extractor)))
        .withCalibrated(measure(prepared.extractor(stop), images -> calibrated(session, images)));
  }

  /** The accuracy of a session's encoder as it is. */
  OptionalDouble encoder(TrainingSession session) {
    return measure(
        prepared.extractor(stop),
        images ->
            NEIGHBOURS.accuracy(
                sets.orElseThrow(), images, session::embed, session.matrixProduct()));
  }

  private OptionalDouble pixels(TrainingSession session, FeatureExtractor images) {
    return NEIGHBOURS.accuracy(
        sets.orElseThrow(), images, Embedder.pixels(), session.matrixProduct());
  }

  private OptionalDouble calibrated(TrainingSession session, FeatureExtractor images) {
    EvaluationSets found = sets.orElseThrow();
    int[] some = found.mixedBank(CALIBRATION_IMAGES, prepared.plan().seed());
    Optional<Encoder> copy = session.calibratedEncoder(images.blocks(found.bank(), some));
    if (copy.isEmpty()) {
      return OptionalDouble.empty();
    }
    try (Encoder encoder = copy.get()) {
      return NEIGHBOURS.accuracy(found, images, encoder::embed, encoder.matrixProduct());
    }
  }

  private OptionalDouble measure(
      FeatureExtractor images, Function<FeatureExtractor, OptionalDouble> measurement) {
    try {
      return measurement.apply(images);
    } catch (CancellationException e) {
      return OptionalDouble.empty();
    } finally {
      unreadable.addAll(images.unreadable());
    }
  }
}
