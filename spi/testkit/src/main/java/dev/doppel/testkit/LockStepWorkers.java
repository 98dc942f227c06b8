package dev.doppel.testkit;

import dev.doppel.runtime.step.Collective;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Several workers of one run as threads of one process, for tests of adapters: what a collective
 * over a network does, without one. An exchange waits for all workers; if one of them fails or ends
 * early, those that wait for it fail too and do not hang.
 */
public final class LockStepWorkers {

  private LockStepWorkers() {}

  /**
   * Runs a program on each of several workers.
   *
   * @param size the number of workers, at least 1
   * @param program what one worker does; given its collective, on a thread of its own
   * @param <T> what a worker returns
   * @return what the workers returned, in the order of their ranks
   * @throws IllegalStateException if a worker failed; the cause is a failure that is not the mere
   *     lack of another worker, the suppressed ones are all others
   */
  public static <T> List<T> run(int size, Function<Collective, T> program) {
    LockStepExchange exchange = new LockStepExchange(size);
    ExecutorService threads = Executors.newFixedThreadPool(size);
    try {
      List<Future<T>> running = new ArrayList<>();
      for (int rank = 0; rank < size; rank++) {
        Collective collective = new LockStepCollective(rank, exchange);
        running.add(threads.submit(() -> runOne(program, collective, exchange)));
      }
      return results(running);
    } finally {
      threads.shutdownNow();
    }
  }

  private static <T> T runOne(
      Function<Collective, T> program, Collective collective, LockStepExchange exchange) {
    try {
      return program.apply(collective);
    } finally {
      exchange.leave();
    }
  }

  private static <T> List<T> results(List<Future<T>> running) {
    List<T> results = new ArrayList<>();
    List<Throwable> failures = new ArrayList<>();
    for (Future<T> worker : running) {
      try {
        results.add(worker.get());
      } catch (ExecutionException e) {
        failures.add(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while workers ran", e);
      }
    }
    if (failures.isEmpty()) {
      return results;
    }
    Throwable reason =
        failures.stream()
            .filter(failure -> !(failure instanceof LockStepExchange.LeftAloneException))
            .findFirst()
            .orElse(failures.get(0));
    IllegalStateException failure = new IllegalStateException("a worker failed: " + reason, reason);
    failures.stream().filter(other -> other != reason).forEach(failure::addSuppressed);
    throw failure;
  }
}
