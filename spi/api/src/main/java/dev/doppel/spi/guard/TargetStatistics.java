package dev.doppel.spi.guard;

import java.util.OptionalDouble;

/**
 * Figures over targets that are distributions over prototypes, as the loss saw them. Entropies are
 * in nats. Computed on first use.
 */
public interface TargetStatistics {

  /**
   * The number of targets, over all views.
   *
   * @return at least 1
   */
  int targets();

  /**
   * The number of prototypes.
   *
   * @return the width of a target, K
   */
  int prototypes();

  /**
   * The mean over targets of a target's entropy (arXiv 2104.14294, section 5.3).
   *
   * @return from 0 (each has one prototype) to {@code ln K} (none prefers any)
   */
  double meanEntropy();

  /**
   * The entropy of the mean target: how many prototypes are in use.
   *
   * @return from 0 (the same one for all samples) to {@code ln K}, at least {@link #meanEntropy}
   */
  double entropyOfMean();

  /**
   * The mean divergence {@code KL(target || prediction)}: what the loss has beyond the targets'
   * entropy.
   *
   * @return the divergence, at least 0 but for rounding; empty where the loss is not the mean cross
   *     entropy of targets and predictions
   */
  OptionalDouble divergence();
}
