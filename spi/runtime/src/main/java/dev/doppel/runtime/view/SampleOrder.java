package dev.doppel.runtime.view;

/**
 * The order in which an epoch visits the samples: a shuffle that is a function of seed and epoch
 * alone. The algorithm is written out here, so that no JDK's own shuffle can change a run.
 */
final class SampleOrder {

  private final int[] samples;

  private SampleOrder(int[] samples) {
    this.samples = samples;
  }

  /** The order of {@code size} samples; every permutation is as likely (Fisher and Yates). */
  static SampleOrder of(long seed, long epoch, int size) {
    long base = ChanceSeed.of(seed, epoch);
    int[] samples = new int[size];
    for (int place = 0; place < size; place++) {
      // The upper half of a 63-bit number times the bound is uniform below the bound.
      int chosen = (int) Math.multiplyHigh(ChanceSeed.of(base, place) >>> 1, 2L * (place + 1));
      samples[place] = samples[chosen];
      samples[chosen] = place;
    }
    return new SampleOrder(samples);
  }

  int size() {
    return samples.length;
  }

  /** The sample at a place; past the end, the order begins again. */
  int sample(int place) {
    return samples[place % samples.length];
  }
}
