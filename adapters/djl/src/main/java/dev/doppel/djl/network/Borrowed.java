package dev.doppel.djl.network;

import ai.djl.ndarray.NDArray;

/**
 * Parameters for use in one forward pass. What DJL computes of an array belongs to that array's
 * manager, and a parameter's lives as long as the model: each pass would leave its intermediate
 * arrays behind.
 */
final class Borrowed {

  private Borrowed() {}

  /** The parameter over the same memory, in the hands of the input's manager. */
  static NDArray of(NDArray parameter, NDArray input) {
    NDArray view = parameter.reshape(parameter.getShape());
    view.attach(input.getManager());
    return view;
  }
}
