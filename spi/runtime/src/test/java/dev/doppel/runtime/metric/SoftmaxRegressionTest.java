package dev.doppel.runtime.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class SoftmaxRegressionTest {

  private static final int CLASSES = 4;
  private static final int WIDTH = 6;
  private static final double WEIGHT_DECAY = 0.3;

  @Test
  void evaluate_gradient_matchesFiniteDifferences() {
    for (long seed = 1; seed <= 3; seed++) {
      float[][] rows = RandomRows.gaussian(1100, WIDTH, seed);
      int[] labels = RandomRows.labels(rows.length, CLASSES, seed + 10);
      SoftmaxRegression regression = new SoftmaxRegression(rows, labels, CLASSES, WEIGHT_DECAY);
      double[] parameters = parameters(seed + 20);
      double[] gradient = new double[regression.size()];
      regression.evaluate(parameters, gradient);

      for (int i = 0; i < parameters.length; i++) {
        // Steps wide enough that float32 logits, at 1e-7 a row, leave about 1e-5 over 1,100 rows.
        double step = 1e-2;
        double difference =
            (valueAt(regression, parameters, i, step) - valueAt(regression, parameters, i, -step))
                / (2 * step);
        assertThat(gradient[i])
            .as("seed %d, parameter %d", seed, i)
            .isCloseTo(difference, within(1e-4));
      }
    }
  }

  @Test
  void evaluate_atZero_isLogOfClasses() {
    SoftmaxRegression regression =
        new SoftmaxRegression(
            RandomRows.gaussian(10, WIDTH, 1), RandomRows.labels(10, CLASSES, 2), CLASSES, 1);
    double[] zeros = new double[regression.size()];
    // Float32 logits of zero are exact.
    assertThat(regression.evaluate(zeros, new double[zeros.length]))
        .isCloseTo(Math.log(CLASSES), within(1e-14));
  }

  @Test
  void evaluate_biases_doNotDecay() {
    double[] parameters = new double[CLASSES * (WIDTH + 1)];
    for (int label = 0; label < CLASSES; label++) {
      // The same for all classes: the probabilities stay as they are.
      parameters[label * (WIDTH + 1) + WIDTH] = 5;
    }
    SoftmaxRegression regression =
        new SoftmaxRegression(
            RandomRows.gaussian(10, WIDTH, 1), RandomRows.labels(10, CLASSES, 2), CLASSES, 100);
    assertThat(regression.evaluate(parameters, new double[parameters.length]))
        .isCloseTo(Math.log(CLASSES), within(1e-14));
  }

  private static double valueAt(
      SoftmaxRegression regression, double[] parameters, int index, double step) {
    double[] moved = parameters.clone();
    moved[index] += step;
    return regression.evaluate(moved, new double[moved.length]);
  }

  private static double[] parameters(long seed) {
    Random random = new Random(seed);
    return random
        .doubles(CLASSES * (WIDTH + 1L))
        .map(ignored -> 0.5 * random.nextGaussian())
        .toArray();
  }
}
