package dev.doppel.spi.guard;

import dev.doppel.spi.target.NetworkPart;
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
   * The part of the network that it belongs to.
   *
   * @return the part
   */
  NetworkPart part();

  /**
   * The layer that it belongs to.
   *
   * @return a name that all parameters of the layer share, and those of no other layer
   */
  String layer();

  /**
   * The Euclidean norm. Waits for the device.
   *
   * @return the norm, at least 0
   */
  double norm();

  /**
   * Multiplies by a number. By 0 the gradient is 0, also where it was not finite; weight decay and
   * momentum still move the parameter.
   *
   * @param factor the number
   */
  void scale(double factor);

  /**
   * Scales the gradient down to a norm where it is longer, by {@code maximum / (norm + 1e-6)}. Need
   * not wait for the device.
   *
   * @param maximum the norm, greater than 0
   */
  default void clip(double maximum) {
    double factor = maximum / (norm() + 1e-6);
    if (factor < 1) {
      scale(factor);
    }
  }

  /**
   * Leaves the parameter as it is in this step: no gradient, no momentum, no weight decay, and the
   * optimiser's memory of it stays as well.
   */
  void freeze();
}
