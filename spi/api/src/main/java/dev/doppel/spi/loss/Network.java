package dev.doppel.spi.loss;

/** One of the two networks (DINO: student and teacher; MoCo: query and key encoder). */
public enum Network {
  /** The network that the optimiser trains. */
  ONLINE,
  /** The network that the target update moves, or the online one where the update shares it. */
  TARGET
}
