package dev.doppel.spi.guard;

import java.util.List;

/** The gradients of the online network's parameters, in the order of its layers. */
public interface Gradients {

  /**
   * All gradients.
   *
   * @return one entry a trained parameter
   */
  List<ParameterGradient> parameters();
}
