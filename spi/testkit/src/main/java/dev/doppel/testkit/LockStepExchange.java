package dev.doppel.testkit;

import java.io.Serial;
import java.util.Arrays;
import java.util.List;

/** Where workers leave something for each other and wait until all have done so. */
final class LockStepExchange {

  private final Object[] arrived;
  private List<Object> complete = List.of();
  private int arrivals;
  private long round;
  private boolean left;

  LockStepExchange(int size) {
    arrived = new Object[size];
  }

  int size() {
    return arrived.length;
  }

  /** Returns what all workers gave in this round, in the order of their ranks. */
  synchronized List<Object> exchange(int rank, Object mine) {
    long mineRound = round;
    arrived[rank] = mine;
    arrivals++;
    if (arrivals == arrived.length) {
      complete = List.copyOf(Arrays.asList(arrived));
      arrivals = 0;
      round++;
      notifyAll();
    }
    try {
      while (round == mineRound) {
        if (left) {
          throw new LeftAloneException(rank);
        }
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted in an exchange", e);
    }
    // The next round cannot be complete before this worker takes part in it.
    return complete;
  }

  /** A worker is done: an exchange that starts from now on never has all workers. */
  synchronized void leave() {
    left = true;
    notifyAll();
  }

  /** A worker waits for others of which at least one has ended or failed. */
  static final class LeftAloneException extends RuntimeException {

    @Serial private static final long serialVersionUID = 1;

    private LeftAloneException(int rank) {
      super(
          "worker %d waits for an exchange, but another worker has ended without it"
              .formatted(rank));
    }
  }
}
