package dev.doppel.runtime.view;

/**
 * How samples become batches.
 *
 * @param batchSize the samples a batch, at least 1
 * @param seed the seed of the order, which should be the run's
 * @param threads the threads that make batches, at least 1
 * @param prefetch the batches made or in the making ahead of the one asked for, at least 1
 * @param strict whether an unreadable image ends the run instead of being replaced
 * @param start where to begin
 */
public record BatchSettings(
    int batchSize, long seed, int threads, int prefetch, boolean strict, BatchPosition start) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public BatchSettings {
    requirePositive("batch size", batchSize);
    requirePositive("number of threads", threads);
    requirePositive("number of batches to prefetch", prefetch);
  }

  private static void requirePositive(String what, int number) {
    if (number < 1) {
      throw new IllegalArgumentException(
          "the %s must be at least 1, not %d".formatted(what, number));
    }
  }
}
