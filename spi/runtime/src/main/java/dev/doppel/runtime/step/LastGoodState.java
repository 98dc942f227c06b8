package dev.doppel.runtime.step;

import java.util.Optional;

/**
 * Which of the states that a run keeps on its way is the last good one: the first, and after that
 * each that the run did not fail after until the next was kept. For one thread.
 *
 * @param <T> the states
 */
public final class LastGoodState<T> {

  private Optional<T> good = Optional.empty();
  private Optional<T> candidate = Optional.empty();

  /** Begins without a state. */
  public LastGoodState() {}

  /**
   * Takes the state at the start, or those of a run that is gone on with.
   *
   * @param lastGood the last good state, if there is one
   * @param next the one that may take its place
   */
  public void begin(Optional<T> lastGood, Optional<T> next) {
    good = lastGood;
    candidate = next;
  }

  /**
   * Takes a later state.
   *
   * @param state the state
   * @param fares whether no guard says now that the run failed
   */
  public void keep(T state, boolean fares) {
    if (fares && candidate.isPresent()) {
      good = candidate;
    }
    candidate = Optional.of(state).filter(kept -> fares);
  }

  /** Drops the state that might have become the last good one, since the run failed after it. */
  public void fail() {
    candidate = Optional.empty();
  }

  /**
   * The state to go back to.
   *
   * @return the last good state; empty before the first
   */
  public Optional<T> good() {
    return good;
  }

  /**
   * The state that takes its place if the run fares well until the next.
   *
   * @return the state, if there is one
   */
  public Optional<T> candidate() {
    return candidate;
  }
}
