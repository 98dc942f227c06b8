package dev.doppel.cli.ablation;

import java.util.Optional;

/** What a variant should do, going by its paper, beside its baseline. */
public enum Direction {
  /** Outputs stay as rich as the baseline's. */
  HEALTHY("does not collapse") {
    @Override
    Optional<Boolean> holds(FinalFigures baseline, FinalFigures variant) {
      return Outcome.of(baseline, variant).map(outcome -> outcome == Outcome.HEALTHY);
    }
  },
  /** Outputs become alike, or vary along few directions only. */
  COLLAPSE("collapses") {
    @Override
    Optional<Boolean> holds(FinalFigures baseline, FinalFigures variant) {
      return Outcome.of(baseline, variant).map(Outcome::isCollapse);
    }
  },
  /** All samples get the same target. */
  ONE_ANSWER("collapses to one answer") {
    @Override
    Optional<Boolean> holds(FinalFigures baseline, FinalFigures variant) {
      return ofTargets(variant, Outcome.ONE_ANSWER);
    }
  },
  /** All targets become uniform. */
  UNIFORM("collapses to uniform targets") {
    @Override
    Optional<Boolean> holds(FinalFigures baseline, FinalFigures variant) {
      return ofTargets(variant, Outcome.UNIFORM_TARGETS);
    }
  },
  /** The task is not learned, and outputs do not collapse. */
  HIGH_LOSS("does not collapse, but its loss stays higher") {
    @Override
    Optional<Boolean> holds(FinalFigures baseline, FinalFigures variant) {
      return Outcome.of(baseline, variant)
          .map(
              outcome ->
                  outcome == Outcome.DIVERGED
                      || (outcome == Outcome.HEALTHY && variant.loss() > baseline.loss()));
    }
  },
  /** Something is learned, but less. */
  LEARNS_LESS("learns less") {
    @Override
    Optional<Boolean> holds(FinalFigures baseline, FinalFigures variant) {
      if (Outcome.ofAlone(variant).equals(Optional.of(Outcome.DIVERGED))) {
        return Optional.of(true);
      }
      double less = baseline.accuracy() - variant.accuracy();
      return Double.isNaN(less) ? Optional.empty() : Optional.of(less >= LEAST_DIFFERENCE);
    }
  };

  /** Seeds differ by some 0.2 points of accuracy. */
  static final double LEAST_DIFFERENCE = 0.005;

  private final String words;

  Direction(String words) {
    this.words = words;
  }

  private static Optional<Boolean> ofTargets(FinalFigures variant, Outcome outcome) {
    Optional<Outcome> found = Outcome.ofAlone(variant);
    return found.isEmpty() && Double.isNaN(variant.targetEntropy())
        ? Optional.empty()
        : Optional.of(found.equals(Optional.of(outcome)));
  }

  /**
   * The direction in words.
   *
   * @return what the variant does, such as {@code collapses}
   */
  public String words() {
    return words;
  }

  /** Whether a variant went this way; empty where the figures that tell were not taken. */
  abstract Optional<Boolean> holds(FinalFigures baseline, FinalFigures variant);
}
