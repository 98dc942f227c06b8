package dev.doppel.testkit;

import dev.doppel.spi.guard.TargetStatistics;
import java.util.OptionalDouble;

/**
 * Figures over targets, as plain numbers.
 *
 * @param targets the number of targets
 * @param prototypes the number of prototypes
 * @param meanEntropy the mean entropy of a target, in nats
 * @param entropyOfMean the entropy of the mean target, in nats
 * @param divergence the mean divergence of predictions, if any
 */
public record ArrayTargetStatistics(
    int targets,
    int prototypes,
    double meanEntropy,
    double entropyOfMean,
    OptionalDouble divergence)
    implements TargetStatistics {

  private static final int TARGETS = 256;

  /**
   * Figures of 256 targets.
   *
   * @param prototypes the number of prototypes
   * @param each the mean entropy of a target, as a share of the greatest
   * @param ofMean the entropy of the mean target, as a share of the greatest
   * @return the figures, without a divergence
   */
  public static ArrayTargetStatistics of(int prototypes, double each, double ofMean) {
    double most = Math.log(prototypes);
    return new ArrayTargetStatistics(
        TARGETS, prototypes, each * most, ofMean * most, OptionalDouble.empty());
  }
}
