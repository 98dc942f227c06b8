package dev.doppel.spi.loss;

/** How far a view travels through a network. */
public enum Stage {
  /** The backbone's output. */
  EMBEDDING,
  /** The projector's output; the embedding where there is no projector. */
  PROJECTION,
  /** The predictor's output; the projection where there is no predictor. */
  PREDICTION
}
