package dev.doppel.parity;

import dev.doppel.spi.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An engine under test: it brings arrays in as tensors, and a loss and its gradients out. */
interface TensorEngine {

  /**
   * What a computation gives.
   *
   * @param loss a scalar
   * @param stateAfter further tensors by name
   */
  record Outcome(Tensor loss, Map<String, Tensor> stateAfter) {}

  /**
   * The same as numbers.
   *
   * @param loss the loss
   * @param gradients by the names of the inputs, one a view, row by row
   * @param stateAfter further tensors by name, row by row
   */
  record Evaluation(
      double loss, Map<String, List<double[]>> gradients, Map<String, double[]> stateAfter) {}

  /** A computation over tensors by name, one a view. */
  interface Computation {

    /**
     * Computes.
     *
     * @param inputs the inputs
     * @return the outcome
     */
    Outcome compute(Map<String, List<Tensor>> inputs);
  }

  /**
   * Runs a computation.
   *
   * @param inputs the inputs by name
   * @param differentiable the names of the inputs to differentiate by; the others are constants
   * @param computation the computation
   * @return the numbers
   */
  Evaluation evaluate(
      Map<String, List<GoldenTensor>> inputs, Set<String> differentiable, Computation computation);
}
