package dev.doppel.cli.attention;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The patches that hold most of an attention: the smallest set of the highest weights whose sum
 * reaches a share of the sum of all, as in DINO's figures (arXiv 2104.14294).
 */
final class MassMask {

  private MassMask() {}

  /**
   * Chooses the patches.
   *
   * @param weights the weight of each patch, not negative; they need not sum to 1
   * @param share the share of their sum to reach, in (0, 1]
   * @return whether each patch is in the set; of equal weights, those of lower index are first
   * @throws IllegalArgumentException if the share is out of range
   */
  static boolean[] of(float[] weights, double share) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("the share of the mass must be in (0, 1], not " + share);
    }
    List<Integer> order =
        IntStream.range(0, weights.length)
            .boxed()
            .sorted(Comparator.<Integer>comparingDouble(patch -> -weights[patch]))
            .toList();
    // In the order in which the set grows, so that all of them reach a share of 1 in spite of
    // rounding.
    double total = 0;
    for (int patch : order) {
      total += weights[patch];
    }
    boolean[] kept = new boolean[weights.length];
    double sum = 0;
    for (int patch : order) {
      if (sum >= share * total) {
        break;
      }
      kept[patch] = true;
      sum += weights[patch];
    }
    return kept;
  }
}
