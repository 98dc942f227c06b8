package dev.doppel.cli.training;

import dev.doppel.cli.evaluation.Embedder;
import dev.doppel.cli.evaluation.EvaluationSets;
import dev.doppel.cli.evaluation.FeatureExtractor;
import dev.doppel.cli.evaluation.Features;
import dev.doppel.cli.evaluation.NeighbourEvaluation;
import dev.doppel.cli.result.Accuracies;
import dev.doppel.cli.result.Answers;
import dev.doppel.runtime.metric.LinearProbe;
import dev.doppel.runtime.metric.NeighbourSettings;
import dev.doppel.runtime.metric.ProbeSettings;
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

/** Measures what a run's encoder is worth before its first step, in between and after its last. */
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

  /**
   * What an encoder is worth.
   *
   * @param answers the nearest neighbours' answers; empty if that was interrupted, or an embedding
   *     is not a number
   * @param linearProbe the accuracy of a linear probe; empty in these cases, or if none was asked
   *     for
   */
  record Worth(Optional<Answers> answers, OptionalDouble linearProbe) {

    static final Worth UNKNOWN = new Worth(Optional.empty(), OptionalDouble.empty());

    /** The nearest neighbours' accuracy. */
    OptionalDouble accuracy() {
      return NeighbourEvaluation.accuracy(answers);
    }
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

  /**
   * The accuracies of a session before its first step; those that were interrupted are empty.
   *
   * @param session the session
   * @param random what its encoder is worth
   */
  Accuracies before(TrainingSession session, Worth random) {
    FeatureExtractor pixels = prepared.pixelExtractor(stop);
    return Accuracies.before(
            random.accuracy(), accuracy(pixels, extractor -> pixels(session, extractor)))
        .withCalibrated(accuracy(prepared.extractor(stop), images -> calibrated(session, images)));
  }

  /** What a session's encoder is worth as it is, without a linear probe. */
  Worth encoder(TrainingSession session) {
    return encoder(session, false);
  }

  /**
   * What a session's encoder is worth as it is.
   *
   * @param session the session
   * @param linearProbe whether to fit a linear probe too
   */
  Worth encoder(TrainingSession session, boolean linearProbe) {
    return measure(
        prepared.extractor(stop),
        Worth.UNKNOWN,
        images -> {
          EvaluationSets found = sets.orElseThrow();
          Features bank = images.features(found.bank(), found.bankIndices(), session::embed);
          Features queries = images.features(found.queries(), found.queryIndices(), session::embed);
          Optional<Answers> answers =
              NEIGHBOURS.answers(bank, queries, found.classes(), session.matrixProduct());
          boolean fitted = linearProbe && answers.isPresent() && !stop.getAsBoolean();
          return new Worth(
              answers,
              fitted
                  ? OptionalDouble.of(probe(bank, queries, found.classes()))
                  : OptionalDouble.empty());
        });
  }

  private static double probe(Features bank, Features queries, int classes) {
    return LinearProbe.fit(bank.rows(), bank.labels(), classes, ProbeSettings.DEFAULT)
        .accuracy(queries.rows(), queries.labels());
  }

  private Optional<Answers> pixels(TrainingSession session, FeatureExtractor images) {
    return NEIGHBOURS.answers(
        sets.orElseThrow(), images, Embedder.pixels(), session.matrixProduct());
  }

  private Optional<Answers> calibrated(TrainingSession session, FeatureExtractor images) {
    EvaluationSets found = sets.orElseThrow();
    int[] some = found.mixedBank(CALIBRATION_IMAGES, prepared.plan().seed());
    Optional<Encoder> copy = session.calibratedEncoder(images.blocks(found.bank(), some));
    if (copy.isEmpty()) {
      return Optional.empty();
    }
    try (Encoder encoder = copy.get()) {
      return NEIGHBOURS.answers(found, images, encoder::embed, encoder.matrixProduct());
    }
  }

  private OptionalDouble accuracy(
      FeatureExtractor images, Function<FeatureExtractor, Optional<Answers>> measurement) {
    return NeighbourEvaluation.accuracy(measure(images, Optional.empty(), measurement));
  }

  private <T> T measure(
      FeatureExtractor images, T interrupted, Function<FeatureExtractor, T> measurement) {
    try {
      return measurement.apply(images);
    } catch (CancellationException e) {
      return interrupted;
    } finally {
      unreadable.addAll(images.unreadable());
    }
  }
}
