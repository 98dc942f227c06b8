package dev.doppel.spi.target;

/** When in a step a target update is applied. */
public enum UpdatePhase {
  /** After the optimiser's step, with the online network's new parameters (BYOL, DINO). */
  AFTER_OPTIMIZER_STEP,
  /** Before the target's forward pass (MoCo). */
  BEFORE_TARGET_FORWARD
}
