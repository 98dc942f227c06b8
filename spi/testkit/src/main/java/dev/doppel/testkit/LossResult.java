package dev.doppel.testkit;

import dev.doppel.spi.loss.Role;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A loss and its gradients.
 *
 * @param loss the loss
 * @param gradients the gradient by each output, of the output's shape; unmodifiable
 */
public record LossResult(double loss, SortedMap<Output, DoubleArray> gradients) {

  /** Copies. */
  public LossResult {
    gradients = Collections.unmodifiableSortedMap(new TreeMap<>(gradients));
  }

  /**
   * The gradient by one output.
   *
   * @param role its role
   * @param view its view, from 0
   * @return the gradient
   * @throws IllegalArgumentException if the loss was not given that output
   */
  public DoubleArray gradient(Role role, int view) {
    DoubleArray gradient = gradients.get(new Output(role, view));
    if (gradient == null) {
      throw new IllegalArgumentException(
          "no gradient of %s; there are %s".formatted(new Output(role, view), gradients.keySet()));
    }
    return gradient;
  }
}
