package dev.doppel.spi.option;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the name somebody probably meant. */
public final class NearestName {

  private NearestName() {}

  /**
   * The known name with the fewest single-character changes (insert, delete, replace, swap of
   * neighbours) from a given one.
   *
   * @param name the name as it was given
   * @param known the names that exist
   * @return the nearest; empty if it differs in more than a third of its characters
   */
  public static Optional<String> of(String name, Collection<String> known) {
    return known.stream()
        .filter(candidate -> distance(name, candidate) <= Math.max(1, candidate.length() / 3))
        .min(
            Comparator.comparingInt((String candidate) -> distance(name, candidate))
                .thenComparing(Comparator.naturalOrder()));
  }

  private static int distance(String left, String right) {
    int[][] cost = new int[left.length() + 1][right.length() + 1];
    for (int i = 0; i <= left.length(); i++) {
      for (int j = 0; j <= right.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : leastCost(cost, left, right, i, j);
      }
    }
    return cost[left.length()][right.length()];
  }

  private static int leastCost(int[][] cost, String left, String right, int i, int j) {
    int replace = cost[i - 1][j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
    int least = Math.min(replace, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
    boolean swapped =
        i > 1
            && j > 1
            && left.charAt(i - 1) == right.charAt(j - 2)
            && left.charAt(i - 2) == right.charAt(j - 1);
    return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
  }
}
