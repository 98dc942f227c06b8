package dev.doppel.parity;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.doppel.djl.tensor.DjlTensor;
import dev.doppel.spi.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** DJL's PyTorch engine: float32 tensors, differentiated by autograd. */
final class DjlEngine implements TensorEngine {

  static final String NAME = "PyTorch";

  private final Device device;

  DjlEngine(Device device) {
    this.device = device;
  }

  @Override
  public Evaluation evaluate(
      Map<String, List<GoldenTensor>> inputs, Set<String> differentiable, Computation computation) {
    try (NDManager manager = NDManager.newBaseManager(device, NAME)) {
      Map<String, List<Tensor>> tensors = new LinkedHashMap<>();
      inputs.forEach(
          (name, views) ->
              tensors.put(
                  name,
                  views.stream()
                      .map(view -> tensor(manager, view, differentiable.contains(name)))
                      .toList()));
      double loss;
      Map<String, double[]> stateAfter = new LinkedHashMap<>();
      try (GradientCollector collector = Engine.getEngine(NAME).newGradientCollector()) {
        Outcome outcome = computation.compute(tensors);
        loss = outcome.loss().item();
        outcome.stateAfter().forEach((name, tensor) -> stateAfter.put(name, tensor.toArray()));
        collector.backward(DjlTensor.array(outcome.loss()));
      }
      Map<String, List<double[]>> gradients = new LinkedHashMap<>();
      for (String name : differentiable) {
        List<double[]> views = new ArrayList<>();
        for (Tensor input : tensors.get(name)) {
          views.add(DjlTensor.of(DjlTensor.array(input).getGradient()).toArray());
        }
        gradients.put(name, views);
      }
      return new Evaluation(loss, gradients, stateAfter);
    }
  }

  static NDArray array(NDManager manager, GoldenTensor golden) {
    int[] sizes = golden.shape().toArray();
    long[] shape = new long[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      shape[i] = sizes[i];
    }
    return manager.create(golden.floats(), new Shape(shape));
  }

  private static Tensor tensor(NDManager manager, GoldenTensor golden, boolean differentiable) {
    NDArray array = array(manager, golden);
    array.setRequiresGradient(differentiable);
    return DjlTensor.of(array);
  }
}
