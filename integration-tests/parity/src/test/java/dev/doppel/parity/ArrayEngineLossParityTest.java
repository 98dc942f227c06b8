package dev.doppel.parity;

import dev.doppel.spi.tensor.Tensor;
import dev.doppel.testkit.ArrayEngine;
import dev.doppel.testkit.DoubleArray;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The test kit's float64 engine against the golden losses. */
final class ArrayEngineLossParityTest extends LossParity {

  @Override
  String engineName() {
    return "the float64 engine";
  }

  @Override
  TensorEngine engine() {
    return ArrayEngineLossParityTest::evaluate;
  }

  /** Both sides compute in float64: what remains is the order of sums. */
  @Override
  Tolerance tolerance(GoldenLossCase golden) {
    return new Tolerance(1e-9, 1e-9, 1e-9);
  }

  private static TensorEngine.Evaluation evaluate(
      Map<String, List<GoldenTensor>> inputs,
      Set<String> differentiable,
      TensorEngine.Computation computation) {
    ArrayEngine engine = new ArrayEngine();
    Map<String, List<Tensor>> tensors = new LinkedHashMap<>();
    inputs.forEach(
        (name, views) ->
            tensors.put(
                name,
                views.stream()
                    .map(view -> tensor(engine, view, differentiable.contains(name)))
                    .toList()));
    TensorEngine.Outcome outcome = computation.compute(tensors);

    Map<String, List<double[]>> gradients = new LinkedHashMap<>();
    for (String name : differentiable) {
      List<double[]> views = new ArrayList<>();
      for (DoubleArray gradient : engine.tape().gradients(outcome.loss(), tensors.get(name))) {
        views.add(gradient.toArray());
      }
      gradients.put(name, views);
    }
    Map<String, double[]> stateAfter = new LinkedHashMap<>();
    outcome.stateAfter().forEach((name, tensor) -> stateAfter.put(name, tensor.toArray()));
    return new TensorEngine.Evaluation(outcome.loss().item(), gradients, stateAfter);
  }

  private static Tensor tensor(ArrayEngine engine, GoldenTensor golden, boolean differentiable) {
    DoubleArray array = DoubleArray.of(golden.shape(), golden.data());
    return differentiable ? engine.variable(array) : engine.tensor(array);
  }
}
