package dev.doppel.spi.guard;

import dev.doppel.spi.target.ParameterRole;

/** The gradient of one parameter. Changes are made in place. */
public interface ParameterGradient {

  /**
   * The parameter's name, unique in its network; the layers' names, joined by dots.
   *
   * @return the name, such as {@code backbone.conv1.weight}
   */
  String name();

  /**
   * What the parameter is in its layer.
   *
   * @return the role
   */
  ParameterRole role();

  /**
   * The Euclidean norm. Waits for the device.
   *
   * @return the norm, at least 0
   */
  double norm();

  /**
   * Multiplies by a number; by 0 it stops this parameter for this step.
   *
   * @param factor the number
   */
  void scale(double factor);
}
