package dev.doppel.swav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.doppel.spi.guard.CollapseGuard;
import dev.doppel.spi.guard.TargetShaper;
import dev.doppel.spi.loss.Embeddings;
import dev.doppel.spi.loss.Role;
import dev.doppel.spi.option.Options;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.testkit.ArrayEngine;
import dev.doppel.testkit.CollapseGuardContract;
import dev.doppel.testkit.DoubleArray;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SinkhornShaperTest extends CollapseGuardContract {

  /** A few dozen sums, exponentials and logarithms in float64. */
  private static final double ROUNDING = 1e-12;

  private final ArrayEngine engine = new ArrayEngine();

  @Override
  protected CollapseGuard guard() {
    return create(Map.of());
  }

  @Test
  void shape_oneIteration_isDividedByBothSums() {
    double epsilon = 0.5;
    // exp(scores / epsilon) is {3, 1} and {1, 1}.
    double[][] scores = {{epsilon * Math.log(3), 0}, {0, 0}};

    double[][] assignments = assign(scores, Map.of("epsilon", "0.5", "iterations", "1"));

    // Over the batch: {3/4, 1/2} and {1/4, 1/2}; then over prototypes.
    assertThat(assignments[0]).containsExactly(new double[] {0.6, 0.4}, within(ROUNDING));
    assertThat(assignments[1]).containsExactly(new double[] {1 / 3.0, 2 / 3.0}, within(ROUNDING));
  }

  @Test
  void shape_ordinaryScores_isTheFormulaWithoutLogarithms() {
    for (long seed = 1; seed <= 3; seed++) {
      double[][] scores = DoubleArray.gaussian(seed, 7, 5).toRows();
      requireEqual(assign(scores, Map.of()), formula(scores, 0.05, 3), "seed " + seed);
    }
  }

  @Test
  void shape_scoresManyTimesEpsilonApart_staysTheSame() {
    double[][] scores = DoubleArray.gaussian(1, 7, 5).toRows();
    double[][] expected = formula(scores, 0.05, 3);
    // What a prototype scores above others with every sample is divided away. 20 is 1 / epsilon;
    // exp(20 / 0.05) is beyond float32, exp(1000 / 0.05) beyond float64.
    for (double size : new double[] {20, 1000}) {
      double[][] shifted = DoubleArray.gaussian(1, 7, 5).toRows();
      for (double[] row : shifted) {
        for (int k = 0; k < row.length; k++) {
          row[k] += size * (k - 2);
        }
      }
      requireEqual(assign(shifted, Map.of()), expected, "shifted by " + size);
    }
  }

  @Test
  void shape_oneSampleFarFromAllPrototypes_isStillAssigned() {
    // Its exponentials are 0 beside those of the others, also in float64.
    double[][] scores = {{1, 0}, {0, 1}, {-999, -1000}};

    double[][] assignments = assign(scores, Map.of());

    assertThat(assignments[2][0] + assignments[2][1]).isCloseTo(1, within(ROUNDING));
    assertThat(assignments[2][0]).isGreaterThan(0.99);
  }

  @Test
  void shape_manyIterations_usesPrototypesAlike() {
    double[][] scores = DoubleArray.gaussian(2, 12, 4).toRows();
    // One prototype is nearest to all samples.
    for (double[] row : scores) {
      row[0] += 3;
    }

    double[][] assignments = assign(scores, Map.of("epsilon", "1", "iterations", "1000"));

    for (int k = 0; k < 4; k++) {
      double sum = 0;
      for (double[] row : assignments) {
        sum += row[k];
      }
      // Sinkhorn's iterations converge geometrically, here within some tens of them.
      assertThat(sum).as("what prototype %d is assigned", k).isCloseTo(3, within(1e-9));
    }
  }

  @Test
  void shape_equalRows_areAssignedToAllPrototypesAlike() {
    double[][] scores = {{3, 1, 2}, {3, 1, 2}, {3, 1, 2}};

    for (double[] row : assign(scores, Map.of())) {
      assertThat(row).containsExactly(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}, within(ROUNDING));
    }
  }

  @Test
  void roles_withoutQueue_areNone() {
    assertThat(create(Map.of()).roles()).isEmpty();
    assertThat(create(Map.of()).headParameters()).isEmpty();
  }

  /** The algorithm as the paper's code has it, prototypes by samples, with its factors. */
  private static double[][] formula(double[][] scores, double epsilon, int iterations) {
    int batch = scores.length;
    int prototypes = scores[0].length;
    double[][] q = new double[prototypes][batch];
    for (int k = 0; k < prototypes; k++) {
      for (int b = 0; b < batch; b++) {
        q[k][b] = Math.exp(scores[b][k] / epsilon);
      }
    }
    for (int iteration = 0; iteration < iterations; iteration++) {
      for (int k = 0; k < prototypes; k++) {
        double sum = 0;
        for (int b = 0; b < batch; b++) {
          sum += q[k][b];
        }
        for (int b = 0; b < batch; b++) {
          q[k][b] /= sum * prototypes;
        }
      }
      for (int b = 0; b < batch; b++) {
        double sum = 0;
        for (int k = 0; k < prototypes; k++) {
          sum += q[k][b];
        }
        for (int k = 0; k < prototypes; k++) {
          q[k][b] /= sum * batch;
        }
      }
    }
    double[][] assignments = new double[batch][prototypes];
    for (int b = 0; b < batch; b++) {
      for (int k = 0; k < prototypes; k++) {
        assignments[b][k] = q[k][b] * batch;
      }
    }
    return assignments;
  }

  private static void requireEqual(double[][] found, double[][] expected, String what) {
    assertThat(found).hasDimensions(expected.length, expected[0].length);
    for (int row = 0; row < found.length; row++) {
      // Logarithms of up to 1e5 carry an absolute error of some 1e-11.
      assertThat(found[row])
          .as("%s, row %d", what, row)
          .containsExactly(expected[row], within(1e-9));
    }
  }

  private double[][] assign(double[][] scores, Map<String, String> texts) {
    TargetShaper shaper = create(texts);
    Embeddings raw =
        Embeddings.empty().with(Role.TARGET, 0, engine.tensor(DoubleArray.ofRows(scores)));
    return engine
        .read(shaper.shape(raw, State.empty(), Step.of(0, 10).resolve(shaper)).get(0))
        .toRows();
  }

  private static TargetShaper create(Map<String, String> texts) {
    SinkhornShaperFactory factory = new SinkhornShaperFactory();
    return (TargetShaper) factory.create(Options.parse(factory.options(), texts));
  }
}
