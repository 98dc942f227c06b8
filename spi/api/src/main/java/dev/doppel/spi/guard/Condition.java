package dev.doppel.spi.guard;

/** How a run fares. */
public enum Condition {
  /** Nothing is wrong. */
  HEALTHY,
  /** Something is unusual, but the run may recover. */
  WARNING,
  /** All outputs are the same, or about. */
  COMPLETE_COLLAPSE,
  /** Outputs differ, but along few directions only. */
  DIMENSIONAL_COLLAPSE,
  /** Values have grown beyond bounds or are not numbers. */
  DIVERGENCE;

  /**
   * Whether the run has failed.
   *
   * @return true for collapse and divergence
   */
  public boolean isFailure() {
    return this != HEALTHY && this != WARNING;
  }
}
