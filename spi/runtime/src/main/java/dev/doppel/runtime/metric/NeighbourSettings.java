package dev.doppel.runtime.metric;

/**
 * How a k-nearest-neighbour evaluation counts votes.
 *
 * @param neighbours the number of neighbours that vote
 * @param temperature a neighbour's vote is {@code exp(similarity / temperature)}
 */
public record NeighbourSettings(int neighbours, double temperature) {

  /** The settings of DINO's evaluation, 20 neighbours and 0.07 (arXiv 2104.14294): the default. */
  public static final NeighbourSettings DINO = new NeighbourSettings(20, 0.07);

  /** The settings of lightly's benchmarks, 200 neighbours and 0.1. */
  public static final NeighbourSettings LIGHTLY = new NeighbourSettings(200, 0.1);

  /** A similarity is at most 1, and e^500 times any number of neighbours is still finite. */
  private static final double LEAST_TEMPERATURE = 0.002;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if there is no neighbour, or the temperature is under 0.002,
   *     from where on votes overflow
   */
  public NeighbourSettings {
    if (neighbours < 1) {
      throw new IllegalArgumentException(
          "the number of neighbours must be at least 1, not " + neighbours);
    }
    if (!(temperature >= LEAST_TEMPERATURE && Double.isFinite(temperature))) {
      throw new IllegalArgumentException(
          "the temperature must be at least " + LEAST_TEMPERATURE + ", not " + temperature);
    }
  }
}
