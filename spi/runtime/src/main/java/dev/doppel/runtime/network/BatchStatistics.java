package dev.doppel.runtime.network;

/** Which samples share the statistics of a batch normalisation in training. */
public enum BatchStatistics {
  /** Each view is its own forward pass (BYOL, SimSiam, MoCo). */
  PER_VIEW,
  /** Views of one size share a forward pass (DINO, SwAV). */
  PER_SIZE,
  /** All views share a forward pass; they must be of one size (SimCLR). */
  JOINT
}
