package dev.doppel.runtime.boundary;

/**
 * How closely the host looks at what plugins hand over. Whatever the choice, what a plugin throws
 * is blamed on it, and so is a {@code null}.
 */
public enum BoundaryChecks {
  /** Shapes and ranges, whether values are finite where they are read anyway, and slow guards. */
  FULL,
  /** Shapes of tensors, whether targets have gradients, and ranges of numbers on the host. */
  SHAPES,
  /** Neither. */
  NONE;

  /**
   * Whether shapes and ranges are looked at.
   *
   * @return whether they are
   */
  public boolean lookAtShapes() {
    return this != NONE;
  }

  /**
   * Whether values are looked at, and the time that guards take.
   *
   * @return whether they are
   */
  public boolean lookAtValues() {
    return this == FULL;
  }
}
