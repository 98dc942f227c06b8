package dev.doppel.runtime.view;

/**
 * Where in the sequence of batches a run is. All that is needed to go on from there.
 *
 * @param epoch the epoch, from 0
 * @param batch the batch within the epoch, from 0
 */
public record BatchPosition(long epoch, int batch) {

  /** Where a run begins. */
  public static final BatchPosition START = new BatchPosition(0, 0);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is negative
   */
  public BatchPosition {
    if (epoch < 0 || batch < 0) {
      throw new IllegalArgumentException(
          "epoch and batch count from 0, unlike epoch %d, batch %d".formatted(epoch, batch));
    }
  }

  BatchPosition next(int batchesPerEpoch) {
    return batch + 1 < batchesPerEpoch
        ? new BatchPosition(epoch, batch + 1)
        : new BatchPosition(epoch + 1, 0);
  }
}
