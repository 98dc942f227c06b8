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
   * How long the monitor may take to say what is wrong: a run that goes back must go back further
   * than that.
   *
   * @return the most steps from the first look that sees a failure to the one that tells of it;
   *     those from one look to the next by default
   */
  default int delay() {
    return interval();
  }

  /**
   * Judges the run.
   *
   * @param observation what there is to see; figures are computed when asked for
   * @param state what the last call returned, empty before the first
   * @return the verdict and the next state
   */
  Assessment assess(Observation observation, State state);
}
