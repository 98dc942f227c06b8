package dev.doppel.spi.guard;

import dev.doppel.spi.step.State;

/** Watches a run and judges it. Holds no mutable fields: what it remembers is in {@link State}. */
public non-sealed interface CollapseMonitor extends CollapseGuard {

  /**
   * How often the monitor looks.
   *
   * @return the steps from one look to the next, at least 1
   */
  int interval();

  /**
   * Judges the run.
   *
   * @param observation what there is to see; figures are computed when asked for
   * @param state what the last call returned, empty before the first
   * @return the verdict and the next state
   */
  Assessment assess(Observation observation, State state);
}
