package dev.doppel.guards;

import dev.doppel.spi.step.State;

/**
 * How many looks in a row something was so. What is remembered is a plain number.
 *
 * @param name the name of the number in a monitor's state
 * @param patience the looks in a row after which it counts
 */
record Streak(String name, int patience) {

  /** The state after another look. */
  State next(State state, boolean goesOn) {
    return state.with(name, goesOn ? length(state) + 1 : 0);
  }

  boolean lasts(State state) {
    return length(state) >= patience;
  }

  double length(State state) {
    return state.number(name, 0);
  }
}
