package dev.doppel.parity;

import dev.doppel.dl4j.tensor.Nd4jArray;
import dev.doppel.dl4j.tensor.Nd4jArrayOperations;
import dev.doppel.runtime.tape.GradientTape;
import dev.doppel.runtime.tape.TapeScope;
import dev.doppel.spi.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** ND4J: float32 tensors, differentiated by the gradient tape. */
final class Nd4jEngine implements TensorEngine {

  private final Nd4jArrayOperations operations = new Nd4jArrayOperations();
  private final GradientTape<Nd4jArray> tape = new GradientTape<>(operations);

  @Override
  @SuppressWarnings("try") // the scope is there for its end alone
  public Evaluation evaluate(
      Map<String, List<GoldenTensor>> inputs, Set<String> differentiable, Computation computation) {
    try (TapeScope scope = tape.open()) {
      Map<String, List<Tensor>> tensors = new LinkedHashMap<>();
      inputs.forEach(
          (name, views) ->
              tensors.put(
                  name,
                  views.stream()
                      .map(view -> tensor(view, differentiable.contains(name)))
                      .toList()));
      Outcome outcome = computation.compute(tensors);
      Map<String, List<double[]>> gradients = new LinkedHashMap<>();
      for (String name : differentiable) {
        List<double[]> views = new ArrayList<>();
        for (Nd4jArray gradient : tape.gradients(outcome.loss(), tensors.get(name))) {
          views.add(operations.read(gradient));
          operations.release(gradient);
        }
        gradients.put(name, views);
      }
      Map<String, double[]> stateAfter = new LinkedHashMap<>();
      outcome.stateAfter().forEach((name, tensor) -> stateAfter.put(name, tensor.toArray()));
      return new Evaluation(outcome.loss().item(), gradients, stateAfter);
    }
  }

  private Tensor tensor(GoldenTensor golden, boolean differentiable) {
    Nd4jArray array = operations.create(golden.shape(), golden.data());
    return differentiable ? tape.variable(array) : tape.constant(array);
  }
}
