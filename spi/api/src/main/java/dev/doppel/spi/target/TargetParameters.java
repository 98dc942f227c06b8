package dev.doppel.spi.target;

import java.util.List;
import java.util.Set;

/** The parameters of the target network, each beside the online network's one. */
public interface TargetParameters {

  /**
   * All pairs, in the order of the network's layers.
   *
   * @return the pairs
   */
  List<ParameterPair> pairs();

  /**
   * Sets each target parameter to {@code keep * target + (1 - keep) * online}, in one pass on the
   * device.
   *
   * @param roles which parameters; the others stay as they are
   * @param keep the share of the old value, from 0 (a copy) to 1 (no change)
   * @throws IllegalArgumentException if {@code keep} is not in [0, 1]
   */
  void blend(Set<ParameterRole> roles, double keep);
}
