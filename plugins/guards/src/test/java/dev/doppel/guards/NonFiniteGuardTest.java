package dev.doppel.guards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.spi.guard.CollapseGuard;
import dev.doppel.spi.guard.Condition;
import dev.doppel.spi.guard.Verdict;
import dev.doppel.spi.step.State;
import dev.doppel.testkit.ArrayObservation;
import dev.doppel.testkit.CollapseGuardContract;
import org.junit.jupiter.api.Test;

final class NonFiniteGuardTest extends CollapseGuardContract {

  @Override
  protected CollapseGuard guard() {
    return new NonFiniteGuard(10);
  }

  @Test
  void assess_lossNotFinite_isDivergenceAtOnce() {
    ArrayObservation observation =
        ArrayObservation.of(new double[][] {{1, 2}, {3, 4}})
            .withLosses(2.0, Double.POSITIVE_INFINITY, Double.NaN);

    Verdict verdict = assess(observation);

    assertThat(verdict.condition()).isEqualTo(Condition.DIVERGENCE);
    assertThat(verdict.seen())
        .isEqualTo("2 of the last 3 losses not finite, the first of them Infinity");
    assertThat(verdict.remedies()).startsWith("optimizer.learning-rate");
    assertThat(verdict.figures()).containsEntry("losses", 2.0);
  }

  @Test
  void assess_predictionsNotFinite_isDivergence() {
    Verdict verdict = assess(ArrayObservation.of(new double[][] {{1, Double.NaN}, {3, 4}}));

    assertThat(verdict.condition()).isEqualTo(Condition.DIVERGENCE);
    assertThat(verdict.seen())
        .isEqualTo("predictions that are not finite, while the loss still is");
  }

  @Test
  void assess_largeButFinite_isHealthy() {
    ArrayObservation observation =
        ArrayObservation.of(new double[][] {{1e300, -1e300}, {3, 4}})
            .withLosses(1e300, -Double.MAX_VALUE);

    assertThat(assess(observation).condition()).isEqualTo(Condition.HEALTHY);
  }

  private static Verdict assess(ArrayObservation observation) {
    return new NonFiniteGuard(10).assess(observation, State.empty()).verdict();
  }
}
