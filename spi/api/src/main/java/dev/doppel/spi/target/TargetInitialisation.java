package dev.doppel.spi.target;

/** How a target network starts. */
public enum TargetInitialisation {
  /** With the online network's initial parameters. */
  COPY_OF_ONLINE,
  /** With random parameters of its own. */
  INDEPENDENT
}
