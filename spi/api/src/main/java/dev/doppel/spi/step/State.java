package dev.doppel.spi.step;

import dev.doppel.spi.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one extension remembers from step to step: named tensors (a queue, a centre) and named
 * numbers (a count, a best value). Immutable; the host keeps it, saves it and frees its memory.
 */
public final class State {

  private static final State EMPTY = new State(Map.of(), Map.of(), Map.of());

  private final Map<String, Tensor> tensors;
  private final Map<String, List<RowReplacement>> replacements;
  private final Map<String, Double> numbers;

  private State(
      Map<String, Tensor> tensors,
      Map<String, List<RowReplacement>> replacements,
      Map<String, Double> numbers) {
    this.tensors = tensors;
    this.replacements = replacements;
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
    Map<String, List<RowReplacement>> others = new LinkedHashMap<>(replacements);
    others.remove(name);
    return new State(Map.copyOf(next), Map.copyOf(others), numbers);
  }

  /**
   * This state with some rows of a tensor replaced, those along its first axis. For a long tensor
   * of which little changes, such as a queue: the host can write the rows into the tensor that it
   * keeps, instead of making a new one.
   *
   * @param name the tensor's name
   * @param from the first row to replace
   * @param rows the new rows
   * @return a new state
   * @throws IllegalArgumentException if there is no such tensor, or it has no such rows
   */
  public State withRows(String name, int from, Tensor rows) {
    RowReplacement replacement = new RowReplacement(from, rows);
    replacement.checkFits(unreplaced(name));
    List<RowReplacement> all = new ArrayList<>(replacements(name));
    all.add(replacement);
    Map<String, List<RowReplacement>> next = new LinkedHashMap<>(replacements);
    next.put(name, List.copyOf(all));
    return new State(tensors, Map.copyOf(next), numbers);
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
    return new State(tensors, replacements, Map.copyOf(next));
  }

  /**
   * A tensor of this state.
   *
   * @param name the tensor's name
   * @return the tensor
   * @throws IllegalArgumentException if there is none of that name
   */
  public Tensor tensor(String name) {
    Tensor tensor = unreplaced(name);
    for (RowReplacement replacement : replacements(name)) {
      tensor = replacement.applyTo(tensor);
    }
    return tensor;
  }

  /**
   * A tensor of this state as it was before {@link #withRows}; for hosts.
   *
   * @param name the tensor's name
   * @return the tensor
   * @throws IllegalArgumentException if there is none of that name
   */
  public Tensor unreplaced(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "no tensor '" + name + "' in the state; there are " + tensors.keySet());
    }
    return tensor;
  }

  /**
   * What {@link #withRows} replaced in a tensor; for hosts.
   *
   * @param name the tensor's name
   * @return the replacements, in the order in which they take place; none of an unknown tensor
   */
  public List<RowReplacement> replacements(String name) {
    return replacements.getOrDefault(name, List.of());
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
    if (replacements.isEmpty()) {
      return tensors;
    }
    Map<String, Tensor> current = new LinkedHashMap<>(tensors);
    current.replaceAll((name, tensor) -> tensor(name));
    return Map.copyOf(current);
  }

  /**
   * The names of all tensors.
   *
   * @return the names, unmodifiable
   */
  public Set<String> tensorNames() {
    return tensors.keySet();
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
