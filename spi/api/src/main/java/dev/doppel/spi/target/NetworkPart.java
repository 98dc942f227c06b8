package dev.doppel.spi.target;

/** A part of the online network. */
public enum NetworkPart {
  /** What is kept after training: the encoder. */
  BACKBONE,
  /** The head after the backbone. */
  PROJECTOR,
  /** The head after the projector. */
  PREDICTOR
}
