package dev.doppel.data;

/**
 * SplitMix64, a generator of random numbers. Its whole sequence follows from the seed by whole
 * number arithmetic, so it is the same on every machine and Java version; that is why it is not one
 * of the JDK's.
 *
 * <p>Guy Steele, Doug Lea, Christine Flood: Fast splittable pseudorandom number generators, OOPSLA
 * 2014, figure 17 (variant 13 of Stafford's mixers). For one thread.
 */
final class SplitMix {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  SplitMix(long seed) {
    this.state = seed;
  }

  /** The generator of one item of a seeded series: unrelated items for neighbouring indexes. */
  static SplitMix of(long seed, long index) {
    return new SplitMix(mix(mix(seed + GOLDEN_GAMMA) ^ index));
  }

  /** The next 64 random bits. */
  long next() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  /** A number in [0, 1), a multiple of 2^-53. */
  double unit() {
    return (next() >>> 11) * 0x1p-53;
  }

  /** A number from {@code least} up to {@code most}. */
  double between(double least, double most) {
    return least + (most - least) * unit();
  }

  /** A whole number from 0 up to but without {@code bound}; biased by less than 2^-32 * bound. */
  int below(int bound) {
    return (int) (((next() >>> 32) * bound) >>> 32);
  }

  private static long mix(long bits) {
    long mixed = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
