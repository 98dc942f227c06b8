package dev.doppel.runtime.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class LimitedMemoryBfgsTest {

  @Test
  void minimise_illConditionedQuadratic_findsTheMinimum() {
    // Curvatures from 1 to 1,000 around (1, 2, ..., 20).
    Objective quadratic =
        new Objective() {
          @Override
          public int size() {
            return 20;
          }

          @Override
          public double evaluate(double[] point, double[] gradient) {
            double value = 0;
            for (int i = 0; i < point.length; i++) {
              double curvature = Math.pow(1000, i / 19.0);
              double distance = point[i] - (i + 1);
              value += curvature / 2 * distance * distance;
              gradient[i] = curvature * distance;
            }
            return value;
          }
        };

    double[] minimum = LimitedMemoryBfgs.minimise(quadratic, 500);

    // It stops at 1e-4 of the first gradient, which is some 25,000 long; curvatures are at least 1.
    for (int i = 0; i < minimum.length; i++) {
      assertThat(minimum[i]).as("variable %d", i).isCloseTo(i + 1, within(2.5));
    }
    double[] gradient = new double[20];
    double start = quadratic.evaluate(new double[20], gradient);
    assertThat(quadratic.evaluate(minimum, gradient)).isLessThan(1e-5 * start);
  }

  @Test
  void minimise_atTheMinimum_staysThere() {
    AtomicInteger evaluations = new AtomicInteger();
    Objective flat =
        new Objective() {
          @Override
          public int size() {
            return 3;
          }

          @Override
          public double evaluate(double[] point, double[] gradient) {
            evaluations.incrementAndGet();
            return 1;
          }
        };

    assertThat(LimitedMemoryBfgs.minimise(flat, 100)).containsExactly(0, 0, 0);
    assertThat(evaluations).hasValue(1);
  }
}
