package dev.doppel.spi.loss;

/** The part that an output plays in a loss. */
public enum Role {
  /** The online network's output; the gradient flows through it. */
  PREDICTION,
  /** The other branch's output, under stop-gradient. */
  TARGET,
  /**
   * What prototypes score: the features that a queue takes up to score them again later, under
   * stop-gradient (SwAV). Shapers of targets ask for it, losses do not.
   */
  QUEUE
}
