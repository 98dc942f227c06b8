package dev.doppel.spi.target;

import dev.doppel.spi.tensor.Tensor;

/** One parameter of the target network and its counterpart in the online network. */
public interface ParameterPair {

  /**
   * The parameter's name, unique in its network.
   *
   * @return the name
   */
  String name();

  /**
   * What the parameter is in its layer.
   *
   * @return the role
   */
  ParameterRole role();

  /**
   * The online network's value, outside of any gradient.
   *
   * @return the value
   */
  Tensor online();

  /**
   * The target network's value.
   *
   * @return the value
   */
  Tensor target();

  /**
   * Sets the target network's value.
   *
   * @param value the new value, of the parameter's shape
   * @throws IllegalArgumentException if the shape is another
   */
  void assign(Tensor value);

  /**
   * Whether both networks' values lie in the same memory, so that one cannot change without the
   * other.
   *
   * @return whether they do; false where the platform cannot tell
   */
  default boolean sharesStorage() {
    return false;
  }
}
