package dev.doppel.targetupdates;

import dev.doppel.spi.target.ParameterRole;
import java.util.EnumSet;
import java.util.Set;

/** Sets of parameter roles. */
final class Roles {

  /** What an optimiser trains. */
  static final Set<ParameterRole> TRAINED =
      Set.of(ParameterRole.WEIGHT, ParameterRole.BIAS, ParameterRole.NORMALISATION);

  /** What batches leave behind in normalisation layers. */
  static final Set<ParameterRole> STATISTICS = Set.of(ParameterRole.RUNNING_STATISTIC);

  /** Both. */
  static final Set<ParameterRole> ALL = Set.copyOf(EnumSet.allOf(ParameterRole.class));

  private Roles() {}
}
