package dev.doppel.guards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.spi.guard.CollapseGuard;
import dev.doppel.spi.guard.Condition;
import dev.doppel.spi.guard.Verdict;
import dev.doppel.spi.loss.ReferenceValues;
import dev.doppel.testkit.ArrayObservation;
import dev.doppel.testkit.CollapseGuardContract;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LossFloorGuardTest extends CollapseGuardContract {

  private static final int PATIENCE = 2;

  private final MonitorRun run = new MonitorRun(new LossFloorGuardFactory());

  @Override
  protected CollapseGuard guard() {
    return run.create(Map.of());
  }

  @Override
  protected ArrayObservation failedRun() {
    return loss(0.01);
  }

  @Override
  protected boolean onlyWarns() {
    return true;
  }

  @Test
  void assess_lossAtItsCollapsedValue_isAWarningAfterPatience() {
    assertThat(run.last(PATIENCE - 1, loss(0.01)).condition()).isEqualTo(Condition.HEALTHY);

    Verdict verdict = run.last(PATIENCE, loss(0.01));

    assertThat(verdict.condition()).isEqualTo(Condition.WARNING);
    assertThat(verdict.seen())
        .isEqualTo(
            "a loss that has come 99.8 % of the way to 0.000, its value where all outputs are the"
                + " same; over 97.0 % for 2 looks");
  }

  @Test
  void assess_lossOfAHealthyRun_isHealthy() {
    ReferenceValues simSiam = new ReferenceValues(0, -1);
    assertThat(run.last(PATIENCE, loss(-0.93).withReference(simSiam)).condition())
        .isEqualTo(Condition.HEALTHY);
    assertThat(run.last(PATIENCE, loss(-0.98).withReference(simSiam)).condition())
        .isEqualTo(Condition.WARNING);
  }

  @Test
  void assess_oneReferenceForBoth_saysNothing() {
    Verdict verdict = run.last(PATIENCE, loss(5).withReference(new ReferenceValues(5, 5)));
    assertThat(verdict.condition()).isEqualTo(Condition.HEALTHY);
    assertThat(verdict.figures()).isEmpty();
  }

  private static ArrayObservation loss(double value) {
    return ArrayObservation.of(new double[][] {{1, 2}, {3, 4}}).withLosses(value);
  }
}
