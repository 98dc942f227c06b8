package dev.doppel.runtime.view;

/**
 * Mixes numbers into one seed, so that seeds of different numbers have nothing in common.
 *
 * <p>Starting at zero, each number is added to the state together with the constant {@code
 * 0x9e3779b97f4a7c15} (2^64 divided by the golden ratio, made odd), and the state then goes through
 * the finaliser of SplitMix64 (Steele, Lea and Flood, Fast splittable pseudorandom number
 * generators, 2014, with Stafford's variant 13):
 *
 * <pre>{@code
 * state += number + 0x9e3779b97f4a7c15
 * state = (state ^ (state >>> 30)) * 0xbf58476d1ce4e5b9
 * state = (state ^ (state >>> 27)) * 0x94d049bb133111eb
 * state = state ^ (state >>> 31)
 * }</pre>
 *
 * <p>Each round is a bijection of the state: two lists of numbers that differ in one place never
 * collide, two others with a probability of 2^-64. The seed of a view is the mix of (run seed,
 * epoch, sample index, view number), all from 0; that of an epoch's order the mix of (run seed,
 * epoch). This is part of what makes runs repeatable, and does not change between releases.
 */
public final class ChanceSeed {

  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private ChanceSeed() {}

  /**
   * Mixes numbers.
   *
   * @param numbers the numbers, in an order that matters
   * @return the seed
   */
  public static long of(long... numbers) {
    long state = 0;
    for (long number : numbers) {
      state = mix(state + number + GOLDEN_GAMMA);
    }
    return state;
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
