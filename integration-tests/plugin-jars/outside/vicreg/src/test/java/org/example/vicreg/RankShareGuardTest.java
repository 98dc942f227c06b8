package org.example.vicreg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.spi.guard.Assessment;
import dev.doppel.spi.guard.CollapseGuard;
import dev.doppel.spi.guard.Condition;
import dev.doppel.spi.step.State;
import dev.doppel.testkit.ArrayObservation;
import dev.doppel.testkit.CollapseGuardContract;
import org.junit.jupiter.api.Test;

final class RankShareGuardTest extends CollapseGuardContract {

  @Override
  protected CollapseGuard guard() {
    return new RankShareGuard(50, 0.2);
  }

  @Override
  protected ArrayObservation failedRun() {
    double[][] alike = new double[64][8];
    for (int row = 0; row < alike.length; row++) {
      alike[row][0] = row + 1;
    }
    return ArrayObservation.of(alike);
  }

  @Test
  void assess_lowThreeTimes_isDimensionalCollapse() {
    RankShareGuard guard = new RankShareGuard(50, 0.2);
    State state = State.empty();
    Assessment assessment = null;
    for (int look = 0; look < 3; look++) {
      assertThat(assessment == null || assessment.verdict().condition() == Condition.HEALTHY)
          .isTrue();
      assessment = guard.assess(failedRun(), state);
      state = assessment.state();
    }
    assertThat(assessment.verdict().condition()).isEqualTo(Condition.DIMENSIONAL_COLLAPSE);
    assertThat(assessment.verdict().seen())
        .isEqualTo("a rank of 12.5 % of 8 dimensions, under 20.0 %");
  }
}
