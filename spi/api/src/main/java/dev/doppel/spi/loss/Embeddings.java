package dev.doppel.spi.loss;

import dev.doppel.spi.tensor.Tensor;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The outputs of the networks for one batch, by role and view, and the parameters of heads that
 * were asked for. Immutable; views count from 0 in the order of the view policy.
 */
public final class Embeddings {

  private final Map<Role, SortedMap<Integer, Tensor>> outputs;
  private final EnumMap<HeadParameter, Tensor> parameters;

  private Embeddings(
      Map<Role, SortedMap<Integer, Tensor>> outputs, EnumMap<HeadParameter, Tensor> parameters) {
    this.outputs = outputs;
    this.parameters = parameters;
  }

  /**
   * No outputs, to start from.
   *
   * @return the empty embeddings
   */
  public static Embeddings empty() {
    return new Embeddings(new EnumMap<>(Role.class), new EnumMap<>(HeadParameter.class));
  }

  /**
   * These embeddings with one output added or replaced.
   *
   * @param role its role
   * @param view its view, from 0
   * @param output the output, of shape {@code [batch, width]}
   * @return new embeddings
   */
  public Embeddings with(Role role, int view, Tensor output) {
    Map<Role, SortedMap<Integer, Tensor>> next = new EnumMap<>(Role.class);
    outputs.forEach((key, value) -> next.put(key, new TreeMap<>(value)));
    next.computeIfAbsent(role, key -> new TreeMap<>()).put(view, output);
    return new Embeddings(next, parameters);
  }

  /**
   * These embeddings with one parameter of a head added or replaced.
   *
   * @param parameter which parameter
   * @param value its value
   * @return new embeddings
   */
  public Embeddings with(HeadParameter parameter, Tensor value) {
    EnumMap<HeadParameter, Tensor> next = new EnumMap<>(parameters);
    next.put(parameter, value);
    return new Embeddings(outputs, next);
  }

  /**
   * These embeddings with each output replaced; parameters stay.
   *
   * @param operator from an output to the new one
   * @return new embeddings
   */
  public Embeddings map(UnaryOperator<Tensor> operator) {
    Map<Role, SortedMap<Integer, Tensor>> next = new EnumMap<>(Role.class);
    outputs.forEach(
        (role, views) -> {
          SortedMap<Integer, Tensor> replaced = new TreeMap<>(views);
          replaced.replaceAll((view, output) -> operator.apply(output));
          next.put(role, replaced);
        });
    return new Embeddings(next, parameters);
  }

  /**
   * The outputs in a role.
   *
   * @param role the role
   * @return the outputs by view, in the order of views, unmodifiable; empty if there are none
   */
  public SortedMap<Integer, Tensor> of(Role role) {
    return Collections.unmodifiableSortedMap(
        outputs.getOrDefault(role, Collections.emptySortedMap()));
  }

  /**
   * The predictions.
   *
   * @return the predictions by view
   */
  public SortedMap<Integer, Tensor> predictions() {
    return of(Role.PREDICTION);
  }

  /**
   * The targets.
   *
   * @return the targets by view
   */
  public SortedMap<Integer, Tensor> targets() {
    return of(Role.TARGET);
  }

  /**
   * One output.
   *
   * @param role its role
   * @param view its view, from 0
   * @return the output
   * @throws IllegalArgumentException if there is none
   */
  public Tensor get(Role role, int view) {
    Tensor output = of(role).get(view);
    if (output == null) {
      throw new IllegalArgumentException(
          "no " + role + " of view " + view + "; there are views " + of(role).keySet());
    }
    return output;
  }

  /**
   * A parameter of a head, outside of any gradient.
   *
   * @param parameter which parameter
   * @return its value
   * @throws IllegalArgumentException if it was not asked for
   */
  public Tensor get(HeadParameter parameter) {
    Tensor value = parameters.get(parameter);
    if (value == null) {
      throw new IllegalArgumentException(
          "no " + parameter.layer() + "; there are " + parameters.keySet());
    }
    return value;
  }
}
