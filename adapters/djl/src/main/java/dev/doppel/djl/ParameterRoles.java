package dev.doppel.djl;

import ai.djl.nn.Parameter;
import dev.doppel.spi.target.ParameterRole;

/** Tells the roles of DJL's parameters. */
final class ParameterRoles {

  private ParameterRoles() {}

  static ParameterRole of(Parameter parameter) {
    return switch (parameter.getType()) {
      case WEIGHT -> ParameterRole.WEIGHT;
      case BIAS -> ParameterRole.BIAS;
      case GAMMA, BETA -> ParameterRole.NORMALISATION;
      case RUNNING_MEAN, RUNNING_VAR -> ParameterRole.RUNNING_STATISTIC;
      // A user's own parameter: one axis is a bias or scale by every framework's convention.
      case OTHER ->
          parameter.getShape().dimension() > 1 ? ParameterRole.WEIGHT : ParameterRole.BIAS;
    };
  }
}
