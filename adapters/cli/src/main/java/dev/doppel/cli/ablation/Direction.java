package dev.doppel.cli.ablation;

/** What a variant should do, going by its paper, beside the full method. */
public enum Direction {
  /** Outputs stay as rich as the full method's. */
  HEALTHY("does not collapse") {
    @Override
    boolean holds(FinalFigures full, FinalFigures variant) {
      return Outcome.of(full, variant) == Outcome.HEALTHY;
    }
  },
  /** Outputs become alike, or vary along few directions only. */
  COLLAPSE("collapses") {
    @Override
    boolean holds(FinalFigures full, FinalFigures variant) {
      return Outcome.of(full, variant).isCollapse();
    }
  },
  /** All samples get the same target. */
  ONE_ANSWER("collapses to one answer") {
    @Override
    boolean holds(FinalFigures full, FinalFigures variant) {
      return Outcome.of(full, variant) == Outcome.ONE_ANSWER;
    }
  },
  /** All targets become uniform. */
  UNIFORM("collapses to uniform targets") {
    @Override
    boolean holds(FinalFigures full, FinalFigures variant) {
      return Outcome.of(full, variant) == Outcome.UNIFORM_TARGETS;
    }
  },
  /** The task is not learned, and outputs do not collapse. */
  HIGH_LOSS("does not collapse, but its loss stays higher") {
    @Override
    boolean holds(FinalFigures full, FinalFigures variant) {
      return Outcome.of(full, variant) == Outcome.HEALTHY && variant.loss() > full.loss();
    }
  },
  /** Something is learned, but less. */
  LEARNS_LESS("learns less") {
    @Override
    boolean holds(FinalFigures full, FinalFigures variant) {
      return variant.accuracy() < full.accuracy();
    }
  };

  private final String words;

  Direction(String words) {
    this.words = words;
  }

  /**
   * The direction in words.
   *
   * @return what the variant does, such as {@code collapses}
   */
  public String words() {
    return words;
  }

  /** Whether a variant went this way. */
  abstract boolean holds(FinalFigures full, FinalFigures variant);
}
