package dev.doppel.djl.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.doppel.runtime.optimizer.OptimizerPlan;
import dev.doppel.runtime.optimizer.OptimizerRule;
import dev.doppel.runtime.optimizer.TrustRatio;
import dev.doppel.spi.schedule.Schedule;
import dev.doppel.spi.target.ParameterRole;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Holds the rules to float64 computations by hand over three steps of the gradient {@code 2p}. */
final class PlannedOptimizerTest {

  private static final int STEPS = 3;
  private static final Schedule FALLING = Schedule.linear(0.1, 0.01);

  /** A few dozen float32 operations on numbers near 1. */
  private static final double TOLERANCE = 2e-6;

  private NDManager manager;

  @BeforeEach
  void openManager() {
    manager = NDManager.newBaseManager("PyTorch");
  }

  @AfterEach
  void closeManager() {
    manager.close();
  }

  @Test
  void sgd_changingRate_keepsRateOutsideMomentum() {
    double[] expected = {1, -0.5};
    double[] velocity = new double[2];
    for (int k = 0; k < STEPS; k++) {
      for (int i = 0; i < 2; i++) {
        velocity[i] = 0.9 * velocity[i] + 2 * expected[i] + 0.01 * expected[i];
        expected[i] -= FALLING.at(k, STEPS) * velocity[i];
      }
    }
    assertRun(plan(OptimizerRule.SGD), ParameterRole.WEIGHT, expected);
  }

  @Test
  void sgd_bias_doesNotDecayByDefault() {
    double[] expected = {1, -0.5};
    double[] velocity = new double[2];
    for (int k = 0; k < STEPS; k++) {
      for (int i = 0; i < 2; i++) {
        velocity[i] = 0.9 * velocity[i] + 2 * expected[i];
        expected[i] -= FALLING.at(k, STEPS) * velocity[i];
      }
    }
    assertRun(plan(OptimizerRule.SGD), ParameterRole.BIAS, expected);
  }

  @Test
  void lars_weight_scalesByTrustRatio() {
    double[] expected = {1, -0.5};
    double[] velocity = new double[2];
    for (int k = 0; k < STEPS; k++) {
      double[] direction = {2.01 * expected[0], 2.01 * expected[1]};
      double ratio =
          0.02 * Math.hypot(expected[0], expected[1]) / Math.hypot(direction[0], direction[1]);
      for (int i = 0; i < 2; i++) {
        velocity[i] = 0.9 * velocity[i] + ratio * direction[i];
        expected[i] -= FALLING.at(k, STEPS) * velocity[i];
      }
    }
    assertRun(plan(OptimizerRule.LARS), ParameterRole.WEIGHT, expected);
  }

  @Test
  void lars_sumOfNorms_dividesByIt() {
    double[] expected = {1, -0.5};
    double[] velocity = new double[2];
    for (int k = 0; k < STEPS; k++) {
      double length = Math.hypot(expected[0], expected[1]);
      double ratio = 0.02 * length / (2 * length + 0.01 * length);
      for (int i = 0; i < 2; i++) {
        velocity[i] = 0.9 * velocity[i] + ratio * 2.01 * expected[i];
        expected[i] -= FALLING.at(k, STEPS) * velocity[i];
      }
    }
    assertRun(plan(OptimizerRule.LARS, TrustRatio.SUM_OF_NORMS), ParameterRole.WEIGHT, expected);
  }

  @Test
  void passOver_firstSteps_countsForScheduleAndNotForCorrection() {
    PlannedOptimizer optimizer = optimizer(plan(OptimizerRule.ADAMW), ParameterRole.BIAS);
    NDArray weight = weight();
    optimizer.passOver("p");
    optimizer.passOver("p");
    assertThat(weight.toFloatArray()).containsExactly(1, -0.5f);
    backward(weight);
    optimizer.update("p", weight, weight.getGradient());
    // The first step of Adam is the learning rate in each direction, here that of the third step.
    float rate = (float) FALLING.at(2, STEPS);
    assertThat(weight.toFloatArray())
        .containsExactly(new float[] {1 - rate, -0.5f + rate}, within(1e-6f));
  }

  @Test
  void lars_normalisation_isNeitherScaledNorDecayed() {
    double[] expected = {1, -0.5};
    double[] velocity = new double[2];
    for (int k = 0; k < STEPS; k++) {
      for (int i = 0; i < 2; i++) {
        velocity[i] = 0.9 * velocity[i] + 2 * expected[i];
        expected[i] -= FALLING.at(k, STEPS) * velocity[i];
      }
    }
    assertRun(plan(OptimizerRule.LARS), ParameterRole.NORMALISATION, expected);
  }

  @Test
  void lars_zeroWeight_takesRatioOne() {
    PlannedOptimizer optimizer = optimizer(plan(OptimizerRule.LARS), ParameterRole.WEIGHT);
    NDArray weight = manager.zeros(new Shape(2));
    weight.setRequiresGradient(true);
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      collector.backward(weight.sum());
    }
    optimizer.update("p", weight, weight.getGradient());
    // The trust ratio of a zero norm is 1, so the step is the rate times the gradient.
    assertThat(weight.toFloatArray()).containsExactly(new float[] {-0.1f, -0.1f}, within(1e-7f));
  }

  @Test
  void adamw_decoupledDecay_equalsPaper() {
    double[] expected = {1, -0.5};
    double[] mean = new double[2];
    double[] variance = new double[2];
    for (int k = 0; k < STEPS; k++) {
      double rate = FALLING.at(k, STEPS);
      for (int i = 0; i < 2; i++) {
        double gradient = 2 * expected[i];
        expected[i] -= rate * 0.01 * expected[i];
        mean[i] = 0.9 * mean[i] + 0.1 * gradient;
        variance[i] = 0.999 * variance[i] + 0.001 * gradient * gradient;
        double meanHat = mean[i] / (1 - Math.pow(0.9, k + 1));
        double varianceHat = variance[i] / (1 - Math.pow(0.999, k + 1));
        expected[i] -= rate * meanHat / (Math.sqrt(varianceHat) + 1e-8);
      }
    }
    assertRun(plan(OptimizerRule.ADAMW), ParameterRole.WEIGHT, expected);
  }

  @Test
  void update_anyThread_worksAndClearsGradient() throws InterruptedException {
    PlannedOptimizer optimizer = optimizer(plan(OptimizerRule.SGD), ParameterRole.BIAS);
    NDArray weight = weight();
    Throwable[] failure = new Throwable[1];
    // DJL leaves the gradient mode on in threads that did not create the engine.
    Thread thread =
        new Thread(
            () -> {
              backward(weight);
              optimizer.update("p", weight, weight.getGradient());
            });
    thread.setUncaughtExceptionHandler((ignored, thrown) -> failure[0] = thrown);
    thread.start();
    thread.join();
    assertThat(failure[0]).isNull();
    assertThat(weight.toFloatArray()).containsExactly(new float[] {0.8f, -0.4f}, within(1e-6f));
    assertThat(weight.getGradient().toFloatArray()).containsExactly(0, 0);
  }

  private void assertRun(OptimizerPlan plan, ParameterRole role, double[] expected) {
    PlannedOptimizer optimizer = optimizer(plan, role);
    NDArray weight = weight();
    for (int k = 0; k < STEPS; k++) {
      backward(weight);
      optimizer.update("p", weight, weight.getGradient());
    }
    float[] found = weight.toFloatArray();
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) found[i]).isCloseTo(expected[i], within(TOLERANCE));
    }
  }

  private NDArray weight() {
    // Without a duplicate the array would lie over the Java buffer.
    try (NDArray values = manager.create(new float[] {1, -0.5f})) {
      NDArray weight = values.duplicate();
      weight.setRequiresGradient(true);
      return weight;
    }
  }

  private static void backward(NDArray weight) {
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      collector.backward(weight.mul(weight).sum());
    }
  }

  private static PlannedOptimizer optimizer(OptimizerPlan plan, ParameterRole role) {
    return new PlannedOptimizer(plan, STEPS, id -> new ParameterTraits(role, false));
  }

  private static OptimizerPlan plan(OptimizerRule rule) {
    return plan(rule, TrustRatio.NORM_OF_SUM);
  }

  private static OptimizerPlan plan(OptimizerRule rule, TrustRatio trustRatio) {
    return new OptimizerPlan(
        rule,
        FALLING,
        FALLING,
        0.9,
        Schedule.constant(0.01),
        false,
        0.02,
        trustRatio,
        0.9,
        0.999,
        1e-8);
  }
}
