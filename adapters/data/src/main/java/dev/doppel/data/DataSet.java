package dev.doppel.data;

import dev.doppel.runtime.data.ImageSource;
import java.util.Arrays;
import java.util.Optional;

/**
 * Images to train on and, where the set brings them, images to test on. Both have the same number
 * of channels and count the same classes.
 *
 * @param train the images to train on
 * @param test images that are not among those to train on; empty if the set has no such part
 * @param description what the set is, a few words for messages and reports
 */
public record DataSet(ImageSource train, Optional<ImageSource> test, String description) {

  /**
   * This set with a test part. If there is one, that is this set itself; otherwise a part of the
   * training images, drawn by a seed, is set aside.
   *
   * @param share the share of the images to set aside, in (0, 1); at least one image is set aside
   *     and one is left
   * @param seed the seed of the draw
   * @return a set in which {@link #test} is present
   * @throws IllegalArgumentException if the share is not in (0, 1)
   * @throws DataException if there is but one image
   */
  public DataSet heldOut(double share, long seed) {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException("the share to set aside must be in (0, 1), not " + share);
    }
    if (test.isPresent()) {
      return this;
    }
    int size = train.size();
    if (size < 2) {
      throw new DataException(
          "cannot set images aside to test on: there is but one, in " + train.description());
    }
    int aside = (int) Math.max(1, Math.min(size - 1L, Math.round(share * size)));
    int[] order = shuffled(size, seed);
    // Sorted, so that a folder is still read in the order in which it lies on the disk.
    int[] first = Arrays.copyOf(order, aside);
    int[] rest = Arrays.copyOfRange(order, aside, size);
    Arrays.sort(first);
    Arrays.sort(rest);
    return new DataSet(
        SubsetSource.of(train, rest),
        Optional.of(SubsetSource.of(train, first)),
        Words.text("%s; %,d of them set aside to test on", description, aside));
  }

  private static int[] shuffled(int size, long seed) {
    int[] order = new int[size];
    Arrays.setAll(order, i -> i);
    SplitMix random = new SplitMix(seed);
    for (int i = size - 1; i > 0; i--) {
      int other = random.below(i + 1);
      int kept = order[i];
      order[i] = order[other];
      order[other] = kept;
    }
    return order;
  }
}
