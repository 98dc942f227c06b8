package dev.doppel.spi.step;

import dev.doppel.spi.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one extension remembers from step to step: named tensors (a queue, a centre) and named
 * numbers (a count, a best value). Immutable; the host keeps it, saves it and frees its memory.
 */
public final class State {

  private static final State EMPTY = new State(Map.of(), Map.of());

  private final Map<String, Tensor> tensors;
  private final Map<String, Double> numbers;

  private State(Map<String, Tensor> tensors, Map<String, Double> numbers) {
    this.tensors = tensors;
    this.numbers = numbers;
  }

  /**
   * A state with nothing in it.
   *
   * @return the empty state
   */
  public static State empty() {
    return EMPTY;
  }

  /**
   * This state with one tensor added or replaced.
   *
   * @param name the tensor's name
   * @param tensor the tensor
   * @return a new state
   */
  public State with(String name, Tensor tensor) {
    Map<String, Tensor> next = new LinkedHashMap<>(tensors);
    next.put(name, tensor);
    return new State(Map.copyOf(next), numbers);
  }

  /**
   * This state with one number added or replaced.
   *
   * @param name the number's name
   * @param number the number
   * @return a new state
   */
  public State with(String name, double number) {
    Map<String, Double> next = new LinkedHashMap<>(numbers);
    next.put(name, number);
    return new State(tensors, Map.copyOf(next));
  }

  /**
   * A tensor of this state.
   *
   * @param name the tensor's name
   * @return the tensor
   * @throws IllegalArgumentException if there is none of that name
   */
  public Tensor tensor(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "no tensor '" + name + "' in the state; there are " + tensors.keySet());
    }
    return tensor;
  }

  /**
   * A number of this state.
   *
   * @param name the number's name
   * @param absent what to return if there is none of that name
   * @return the number
   */
  public double number(String name, double absent) {
    return numbers.getOrDefault(name, absent);
  }

  /**
   * All tensors.
   *
   * @return the tensors by name, unmodifiable
   */
  public Map<String, Tensor> tensors() {
    return tensors;
  }

  /**
   * All numbers.
   *
   * @return the numbers by name, unmodifiable
   */
  public Map<String, Double> numbers() {
    return numbers;
  }
}
