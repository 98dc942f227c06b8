package dev.doppel.testkit;

import dev.doppel.spi.loss.Embeddings;
import dev.doppel.spi.tensor.Tensor;

/** A scalar function of the networks' outputs, such as a loss with its state and step filled in. */
@FunctionalInterface
public interface Objective {

  /**
   * The function.
   *
   * @param embeddings the outputs
   * @return a scalar
   */
  Tensor compute(Embeddings embeddings);
}
