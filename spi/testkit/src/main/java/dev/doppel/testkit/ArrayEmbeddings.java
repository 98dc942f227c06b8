package dev.doppel.testkit;

import dev.doppel.spi.loss.Role;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** The outputs of the networks for one batch as plain arrays: the inputs of a loss. Immutable. */
public final class ArrayEmbeddings {

  private final SortedMap<Output, DoubleArray> outputs;

  private ArrayEmbeddings(SortedMap<Output, DoubleArray> outputs) {
    this.outputs = Collections.unmodifiableSortedMap(outputs);
  }

  /**
   * No outputs, to start from.
   *
   * @return the empty embeddings
   */
  public static ArrayEmbeddings empty() {
    return new ArrayEmbeddings(new TreeMap<>());
  }

  /**
   * These embeddings with one output added or replaced.
   *
   * @param role its role
   * @param view its view, from 0
   * @param array its values, of shape {@code [batch, width]}
   * @return new embeddings
   */
  public ArrayEmbeddings with(Role role, int view, DoubleArray array) {
    SortedMap<Output, DoubleArray> next = new TreeMap<>(outputs);
    next.put(new Output(role, view), array);
    return new ArrayEmbeddings(next);
  }

  /**
   * These embeddings with each output replaced.
   *
   * @param operator from the old values of an output to the new ones
   * @return new embeddings
   */
  public ArrayEmbeddings map(UnaryOperator<DoubleArray> operator) {
    return map((output, array) -> operator.apply(array));
  }

  /**
   * These embeddings with each output replaced.
   *
   * @param operator from an output and its old values to the new ones
   * @return new embeddings
   */
  public ArrayEmbeddings map(BiFunction<Output, DoubleArray, DoubleArray> operator) {
    SortedMap<Output, DoubleArray> next = new TreeMap<>();
    outputs.forEach((output, array) -> next.put(output, operator.apply(output, array)));
    return new ArrayEmbeddings(next);
  }

  /**
   * All outputs.
   *
   * @return the outputs, by role, then view; unmodifiable
   */
  public SortedMap<Output, DoubleArray> outputs() {
    return outputs;
  }

  /**
   * One output.
   *
   * @param role its role
   * @param view its view, from 0
   * @return its values
   * @throws IllegalArgumentException if there is none
   */
  public DoubleArray get(Role role, int view) {
    DoubleArray array = outputs.get(new Output(role, view));
    if (array == null) {
      throw new IllegalArgumentException(
          "no %s; there are %s".formatted(new Output(role, view), outputs.keySet()));
    }
    return array;
  }
}
