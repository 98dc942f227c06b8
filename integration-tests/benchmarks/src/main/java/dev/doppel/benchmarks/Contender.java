package dev.doppel.benchmarks;

import java.io.IOException;

/** One side of a comparison. */
public interface Contender extends AutoCloseable {

  /**
   * Does some rounds of the work.
   *
   * @param rounds how many
   * @return the time they took, in seconds
   * @throws Exception if the work fails
   */
  double run(int rounds) throws Exception;

  @Override
  default void close() throws IOException {}
}
