package dev.doppel.benchmarks.learning;

/**
 * What a row of the comparison is about.
 *
 * @param method the recipe's name
 * @param seed the seed of both sides
 */
record LearningPlace(String method, long seed) {

  /** The name of the run's folder. */
  String folder() {
    return method + "-seed-" + seed;
  }

  @Override
  public String toString() {
    return method + ", seed " + seed;
  }
}
