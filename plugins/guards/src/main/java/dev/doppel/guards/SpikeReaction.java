package dev.doppel.guards;

/** What {@link GradientSpikeGuard} does about a spike. */
enum SpikeReaction {
  /** Says so. */
  WARN,
  /** Says so, and the step is not taken. */
  SKIP,
  /** Says that the run diverges, which ends it as a rule. */
  STOP
}
