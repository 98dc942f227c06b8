package dev.doppel.cli.ablation;

/**
 * What became of a variant, judged from its last figures alone and beside the full method: the
 * guards, whose verdicts stand beside it, have no part in it.
 */
public enum Outcome {
  /** Nothing failed. */
  HEALTHY("healthy"),
  /** All outputs are about the same. */
  COMPLETE_COLLAPSE("complete collapse"),
  /** Outputs vary along few directions. */
  DIMENSIONAL_COLLAPSE("dimensional collapse"),
  /** All targets put their weight on one prototype. */
  ONE_ANSWER("one answer"),
  /** All targets are uniform. */
  UNIFORM_TARGETS("uniform targets"),
  /** The loss is not a number. */
  DIVERGED("diverged");

  /** Less of the full method's effective rank than this is a collapse. */
  static final double LEAST_RANK = 0.35;

  /** Less of the full method's spread than this is a complete one. */
  static final double LEAST_SPREAD = 0.35;

  /** Targets whose entropy is less than this share of {@code ln K} are one answer. */
  static final double LEAST_ENTROPY = 0.05;

  /** Targets whose entropy is more than this share of {@code ln K} are uniform. */
  static final double MOST_ENTROPY = 0.995;

  private final String words;

  Outcome(String words) {
    this.words = words;
  }

  /** Judges a variant. Figures that are not there, which are not numbers, judge nothing. */
  static Outcome of(FinalFigures full, FinalFigures variant) {
    if (!Double.isFinite(variant.loss())) {
      return DIVERGED;
    }
    if (variant.targetEntropy() < LEAST_ENTROPY) {
      return ONE_ANSWER;
    }
    if (variant.targetEntropy() > MOST_ENTROPY) {
      return UNIFORM_TARGETS;
    }
    if (variant.spread() < LEAST_SPREAD * full.spread()) {
      return COMPLETE_COLLAPSE;
    }
    return variant.rank() < LEAST_RANK * full.rank() ? DIMENSIONAL_COLLAPSE : HEALTHY;
  }

  boolean isCollapse() {
    return this != HEALTHY && this != DIVERGED;
  }

  String words() {
    return words;
  }
}
