package dev.doppel.spi.loss;

/** What the rows of a target are. */
public enum TargetForm {
  /** Directions or points in the space of the predictions (BYOL, MoCo). */
  VECTOR,
  /** Probabilities over prototypes, at least 0 and with a sum of 1: assignments (DINO, SwAV). */
  DISTRIBUTION
}
