package dev.doppel.runtime.step;

import dev.doppel.runtime.boundary.PluginBoundary;
import dev.doppel.runtime.checkpoint.Checkpoint;
import dev.doppel.runtime.checkpoint.CheckpointArray;
import dev.doppel.spi.step.State;
import dev.doppel.spi.tensor.Tensor;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds one extension's state, and frees the memory of the state that it replaces. */
final class StateKeeper {

  private final TensorMemory memory;
  private final PluginBoundary boundary;
  private State kept = State.empty();
  private State lent = State.empty();

  StateKeeper(TensorMemory memory, PluginBoundary boundary) {
    this.memory = memory;
    this.boundary = boundary;
  }

  /** The state, for use in the step that a tensor belongs to. */
  State lend(Tensor step) {
    lent = kept;
    for (Map.Entry<String, Tensor> entry : kept.tensors().entrySet()) {
      lent = lent.with(entry.getKey(), memory.borrow(entry.getValue(), step));
    }
    return lent;
  }

  /** The state of an extension that computes nothing from its tensors. */
  State get() {
    lent = kept;
    return lent;
  }

  /** The state as it is kept, for whoever only looks at it. */
  State kept() {
    return kept;
  }

  /** Keeps the next state; nothing is done where it is the one that was lent. */
  void replace(State next) {
    if (next != lent) {
      boundary.takeOver(() -> keep(next));
    }
  }

  private void keep(State next) {
    State replaced = kept;
    Set<String> written =
        next.tensorNames().stream()
            .filter(name -> isLentWithOtherRows(next, name))
            .collect(Collectors.toSet());
    kept = State.empty();
    for (String name : next.tensorNames()) {
      kept =
          kept.with(
              name,
              written.contains(name)
                  ? memory.replaceRows(replaced.tensor(name), next.replacements(name))
                  : memory.retain(next.tensor(name)));
    }
    for (Map.Entry<String, Double> number : next.numbers().entrySet()) {
      kept = kept.with(number.getKey(), number.getValue());
    }
    for (Map.Entry<String, Tensor> tensor : replaced.tensors().entrySet()) {
      if (!written.contains(tensor.getKey())) {
        memory.release(tensor.getValue());
      }
    }
  }

  /** Whether a tensor is the one that is kept already, but for some of its rows. */
  @SuppressWarnings("ReferenceEquality") // the very tensor that was lent, not an equal one
  private boolean isLentWithOtherRows(State next, String name) {
    return !next.replacements(name).isEmpty()
        && lent.tensorNames().contains(name)
        && next.unreplaced(name) == lent.unreplaced(name);
  }

  /** Writes the state, in an order that does not change from run to run. */
  void save(Checkpoint.Builder checkpoint) {
    kept.tensors().keySet().stream()
        .sorted()
        .forEach(name -> checkpoint.array(name, Tensors.toArray(kept.tensor(name))));
    kept.numbers().keySet().stream()
        .sorted()
        .forEach(name -> checkpoint.number(name, kept.numbers().get(name)));
  }

  /** Takes over what {@link #save} wrote. */
  void restore(Checkpoint checkpoint) {
    State restored = State.empty();
    for (Map.Entry<String, CheckpointArray> array : checkpoint.arrays().entrySet()) {
      restored = restored.with(array.getKey(), Tensors.restore(array.getValue(), memory));
    }
    for (Map.Entry<String, Double> number : checkpoint.numbers().entrySet()) {
      restored = restored.with(number.getKey(), number.getValue());
    }
    State replaced = kept;
    kept = restored;
    lent = State.empty();
    replaced.tensors().values().forEach(memory::release);
  }
}
