package dev.doppel.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.runtime.optimizer.OptimizerPlan;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * An adapter's optimiser against the golden ones: the values of some tensors after each step of
 * given gradients. One subclass an adapter.
 */
abstract class OptimizerParity {

  // What the golden vectors' README demands of a float32 backend.
  private static final double OF_LARGEST = 1e-5;

  /** An optimiser over the tensors of a case, which begin with their initial values. */
  interface Optimizer {

    /**
     * Takes a step.
     *
     * @param gradients the gradient of each tensor, row by row
     * @return the values of each tensor after it, row by row
     */
    List<float[]> step(List<GoldenTensor> gradients);
  }

  /** The platform's optimiser. */
  abstract Optimizer optimizer(OptimizerPlan plan, GoldenOptimizer golden);

  @TestFactory
  List<DynamicTest> optimizers() {
    List<DynamicTest> tests = new ArrayList<>();
    for (GoldenOptimizer golden : GoldenDirectory.configured().optimizers()) {
      tests.add(DynamicTest.dynamicTest(golden.name(), () -> check(golden)));
    }
    return tests;
  }

  private void check(GoldenOptimizer golden) {
    Optimizer optimizer = optimizer(golden.settings().plan(), golden);
    for (int k = 0; k < golden.steps(); k++) {
      int step = k;
      List<float[]> found =
          optimizer.step(
              golden.tensors().stream().map(tensor -> tensor.gradients().get(step)).toList());
      assertThat(found).hasSameSizeAs(golden.tensors());
      for (int tensor = 0; tensor < found.size(); tensor++) {
        GoldenTensor expected = golden.tensors().get(tensor).values().get(step);
        double[] values = expected.data();
        double allowed = OF_LARGEST * expected.largest();
        for (int i = 0; i < values.length; i++) {
          assertThat(Math.abs(found.get(tensor)[i] - values[i]))
              .as(
                  "%s, tensor %d, element %d after step %d: expected %s, found %s",
                  golden.name(), tensor, i, step, values[i], found.get(tensor)[i])
              .isLessThanOrEqualTo(allowed);
        }
      }
    }
  }
}
