package dev.doppel.data;

import dev.doppel.runtime.data.ImageSource;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.stream.IntStream;

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

  /**
   * This set with some of its training images to test on, in place of a test part that it may have:
   * what is tuned on them has seen nothing of the real test part. They are the last ones; or evenly
   * spaced ones if the last lack a class, as those of a set sorted by class do.
   *
   * @param count how many images to set aside, at least 1
   * @return a set whose {@link #test} is that part
   * @throws DataException if no image would be left to train on
   */
  public DataSet withHeldOut(int count) {
    int size = train.size();
    if (count >= size) {
      throw new DataException(
          Words.text(
              "cannot hold %,d images out: there are %,d to train on, in %s; allowed are 1 to %,d",
              count, size, train.description(), size - 1));
    }
    int[] aside = IntStream.range(size - count, size).toArray();
    if (classesAmong(aside) < classesAmong(IntStream.range(0, size).toArray())) {
      aside = IntStream.range(0, count).map(i -> (int) ((i + 1L) * size / count) - 1).toArray();
    }
    BitSet held = new BitSet();
    IntStream.of(aside).forEach(held::set);
    int[] rest = IntStream.range(0, size).filter(index -> !held.get(index)).toArray();
    return new DataSet(
        SubsetSource.of(train, rest),
        Optional.of(SubsetSource.of(train, aside)),
        Words.text("%s; %,d training images held out to test on", description, count));
  }

  private int classesAmong(int[] indexes) {
    BitSet found = new BitSet();
    IntStream.of(indexes)
        .map(train::label)
        .filter(label -> label != ImageSource.NO_LABEL)
        .forEach(found::set);
    return found.cardinality();
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
