package dev.doppel.spi.target;

/** Where targets come from. */
public enum TargetSource {
  /** A second network with parameters of its own. */
  OWN_NETWORK,
  /** The online network, under stop-gradient, with no second forward pass (SimSiam). */
  ONLINE_NETWORK
}
