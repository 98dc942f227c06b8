package dev.doppel.runtime.step;

import dev.doppel.spi.step.State;
import dev.doppel.spi.tensor.Tensor;
import java.util.Map;

/** Holds one extension's state, and frees the memory of the state that it replaces. */
final class StateKeeper {

  private final TensorMemory memory;
  private State state = State.empty();

  StateKeeper(TensorMemory memory) {
    this.memory = memory;
  }

  State get() {
    return state;
  }

  void replace(State next) {
    if (next == state) {
      return;
    }
    State kept = next;
    for (Map.Entry<String, Tensor> entry : next.tensors().entrySet()) {
      if (!state.tensors().containsValue(entry.getValue())) {
        kept = kept.with(entry.getKey(), memory.retain(entry.getValue()));
      }
    }
    for (Tensor old : state.tensors().values()) {
      if (!next.tensors().containsValue(old)) {
        memory.release(old);
      }
    }
    state = kept;
  }
}
