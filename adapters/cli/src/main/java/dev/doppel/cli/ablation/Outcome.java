package dev.doppel.cli.ablation;

import dev.doppel.spi.guard.Condition;
import java.util.Optional;

/**
 * What became of a variant, judged from its last figures alone and beside its baseline's: the
 * guards, whose verdicts stand beside it, have no part in it.
 */
public enum Outcome {
  /** Nothing failed. */
  HEALTHY("healthy", Condition.HEALTHY),
  /** All outputs are about the same. */
  COMPLETE_COLLAPSE("complete collapse", Condition.COMPLETE_COLLAPSE),
  /** Outputs vary along few directions. */
  DIMENSIONAL_COLLAPSE("dimensional collapse", Condition.DIMENSIONAL_COLLAPSE),
  /** All targets put their weight on one prototype. */
  ONE_ANSWER("one answer", Condition.COMPLETE_COLLAPSE),
  /** All targets are uniform. */
  UNIFORM_TARGETS("uniform targets", Condition.COMPLETE_COLLAPSE),
  /** The loss is not a number. */
  DIVERGED("diverged", Condition.DIVERGENCE);

  /** Less of the baseline's effective rank than this is a collapse. */
  static final double LEAST_RANK = 0.35;

  /** Less of the baseline's spread than this is a complete one. */
  static final double LEAST_SPREAD = 0.35;

  /** Targets whose entropy is less than this share of {@code ln K} are one answer. */
  static final double LEAST_ENTROPY = 0.05;

  /** Targets whose entropy is more than this share of {@code ln K} are uniform. */
  static final double MOST_ENTROPY = 0.995;

  private final String words;
  private final Condition condition;

  Outcome(String words, Condition condition) {
    this.words = words;
    this.condition = condition;
  }

  /**
   * Judges a variant beside its baseline.
   *
   * @return the outcome; empty where nothing failed, as far as there are figures, but rank and
   *     spread, or those of the baseline, were not taken
   */
  static Optional<Outcome> of(FinalFigures baseline, FinalFigures variant) {
    Optional<Outcome> alone = ofAlone(variant);
    if (alone.isPresent()) {
      return alone;
    }
    if (variant.spread() < LEAST_SPREAD * baseline.spread()) {
      return Optional.of(COMPLETE_COLLAPSE);
    }
    if (variant.rank() < LEAST_RANK * baseline.rank()) {
      return Optional.of(DIMENSIONAL_COLLAPSE);
    }
    boolean taken = Double.isFinite(variant.rank() * baseline.rank());
    return taken ? Optional.of(HEALTHY) : Optional.empty();
  }

  /** What its own figures alone say of a run; empty if they say nothing bad. */
  static Optional<Outcome> ofAlone(FinalFigures run) {
    if (!Double.isFinite(run.loss())) {
      return Optional.of(DIVERGED);
    }
    if (run.targetEntropy() < LEAST_ENTROPY) {
      return Optional.of(ONE_ANSWER);
    }
    return run.targetEntropy() > MOST_ENTROPY ? Optional.of(UNIFORM_TARGETS) : Optional.empty();
  }

  /** What a guard should say of it. */
  Condition condition() {
    return condition;
  }

  boolean isCollapse() {
    return this != HEALTHY && this != DIVERGED;
  }

  String words() {
    return words;
  }
}
