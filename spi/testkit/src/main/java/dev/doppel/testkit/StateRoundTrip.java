package dev.doppel.testkit;

import dev.doppel.spi.step.State;
import dev.doppel.spi.tensor.Tensor;
import java.util.Map;

/** Takes a state apart into plain numbers and back, as a checkpoint does. */
final class StateRoundTrip {

  private StateRoundTrip() {}

  static State of(ArrayEngine engine, State state) {
    State restored = State.empty();
    for (Map.Entry<String, Tensor> entry : state.tensors().entrySet()) {
      Tensor tensor = entry.getValue();
      restored =
          restored.with(entry.getKey(), engine.tensor(tensor.shape(), tensor.toArray().clone()));
    }
    for (Map.Entry<String, Double> entry : state.numbers().entrySet()) {
      restored = restored.with(entry.getKey(), entry.getValue());
    }
    return restored;
  }

  /** The contents as text, for comparisons that name what differs. */
  static String describe(ArrayEngine engine, State state) {
    StringBuilder text = new StringBuilder();
    state.tensors().keySet().stream()
        .sorted()
        .forEach(
            name ->
                text.append(name)
                    .append(" = ")
                    .append(engine.read(state.tensor(name)))
                    .append('\n'));
    state.numbers().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> text.append(entry).append('\n'));
    return text.toString();
  }
}
