package dev.doppel.parity;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.doppel.djl.optimizer.ParameterTraits;
import dev.doppel.djl.optimizer.PlannedOptimizer;
import dev.doppel.runtime.optimizer.OptimizerPlan;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** DJL's optimiser against the golden ones. */
final class DjlOptimizerParityTest extends OptimizerParity {

  private NDManager manager;

  @BeforeEach
  void openManager() {
    manager = NDManager.newBaseManager(DjlEngine.NAME);
  }

  @AfterEach
  void closeManager() {
    manager.close();
  }

  @Override
  Optimizer optimizer(OptimizerPlan plan, GoldenOptimizer golden) {
    return new Arrays(plan, golden, manager);
  }

  /** The tensors as the parameters of a network, each known by its place. */
  private static final class Arrays implements Optimizer {

    private final NDManager manager;
    private final PlannedOptimizer optimizer;
    private final List<NDArray> weights = new ArrayList<>();

    Arrays(OptimizerPlan plan, GoldenOptimizer golden, NDManager manager) {
      this.manager = manager;
      this.optimizer =
          new PlannedOptimizer(
              plan,
              golden.steps(),
              place ->
                  new ParameterTraits(golden.tensors().get(Integer.parseInt(place)).role(), false));
      for (GoldenOptimizer.Tensor tensor : golden.tensors()) {
        // Without a duplicate the array would lie over a Java buffer.
        NDArray weight = DjlEngine.array(manager, tensor.initial()).duplicate();
        weight.setRequiresGradient(true);
        weights.add(weight);
      }
    }

    @Override
    public List<float[]> step(List<GoldenTensor> gradients) {
      try (NDManager scope = manager.newSubManager()) {
        try (GradientCollector collector =
            Engine.getEngine(DjlEngine.NAME).newGradientCollector()) {
          List<NDArray> products = new ArrayList<>();
          for (int place = 0; place < weights.size(); place++) {
            NDArray gradient = DjlEngine.array(scope, gradients.get(place));
            products.add(gradient.mul(weights.get(place)).sum());
          }
          // What is differentiated has the golden gradients.
          collector.backward(products.stream().reduce(NDArray::add).orElseThrow());
        }
      }
      List<float[]> values = new ArrayList<>();
      for (int place = 0; place < weights.size(); place++) {
        NDArray weight = weights.get(place);
        try (NDArray gradient = weight.getGradient()) {
          optimizer.update(String.valueOf(place), weight, gradient);
        }
        try (NDArray value = weight.stopGradient()) {
          values.add(value.toFloatArray());
        }
      }
      return values;
    }
  }
}
