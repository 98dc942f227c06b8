package dev.doppel.cli.comparison;

/**
 * A run's place in a comparison.
 *
 * @param contestant the name of its recipe
 * @param number the recipe's number, from 1
 * @param contestants how many recipes there are
 * @param seed the run's seed
 * @param seedNumber the seed's number, from 1
 * @param seeds how many seeds there are
 */
public record RunPlace(
    String contestant, int number, int contestants, long seed, int seedNumber, int seeds) {

  /**
   * The place in words.
   *
   * @return such as {@code method 2 of 8}, or {@code method 2 of 8, seed 1 of 3}
   */
  public String describe() {
    String method = "method %d of %d".formatted(number, contestants);
    return seeds == 1 ? method : method + ", seed %d of %d".formatted(seedNumber, seeds);
  }

  /**
   * The name of the run's folder.
   *
   * @return such as {@code byol-seed-7}
   */
  public String folderName() {
    return contestant + "-seed-" + seed;
  }
}
