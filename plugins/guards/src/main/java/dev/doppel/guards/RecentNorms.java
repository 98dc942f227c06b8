package dev.doppel.guards;

import dev.doppel.spi.step.State;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * The norms of the latest steps, as numbers of a {@link State}: how many were added, and the norms
 * themselves in places that are used in turn.
 *
 * @param state where the norms are
 * @param window how many are kept, at least 1
 */
record RecentNorms(State state, int window) {

  private static final String ADDED = "norms";
  private static final String NORM = "norm-";

  /** How many norms were added, kept or not. */
  long added() {
    return (long) state.number(ADDED, 0);
  }

  /** These norms and one more, in the place of the oldest where all are used. */
  RecentNorms add(double norm) {
    long added = added();
    return new RecentNorms(
        state.with(NORM + added % window, norm).with(ADDED, added + 1.0), window);
  }

  /** The middle of the norms that are kept, exactly; the mean of both where there are two. */
  OptionalDouble median() {
    int kept = (int) Math.min(added(), window);
    if (kept == 0) {
      return OptionalDouble.empty();
    }
    double[] norms = new double[kept];
    Arrays.setAll(norms, place -> state.number(NORM + place, Double.NaN));
    Arrays.sort(norms);
    return OptionalDouble.of((norms[(kept - 1) / 2] + norms[kept / 2]) / 2);
  }
}
