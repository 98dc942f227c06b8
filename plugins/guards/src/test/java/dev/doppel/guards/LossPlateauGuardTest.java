package dev.doppel.guards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.spi.guard.CollapseGuard;
import dev.doppel.spi.guard.Condition;
import dev.doppel.spi.guard.Verdict;
import dev.doppel.spi.loss.ReferenceValues;
import dev.doppel.testkit.ArrayObservation;
import dev.doppel.testkit.CollapseGuardContract;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LossPlateauGuardTest extends CollapseGuardContract {

  private static final int PATIENCE = 4;

  private final MonitorRun run = new MonitorRun(new LossPlateauGuardFactory());

  @Override
  protected CollapseGuard guard() {
    return run.create(Map.of());
  }

  @Override
  protected ArrayObservation failedRun() {
    return losses(4.01, 3.98);
  }

  @Override
  protected boolean onlyWarns() {
    return true;
  }

  @Test
  void assess_lossAtItsUniformValue_isAWarningAfterPatience() {
    assertThat(run.last(PATIENCE - 1, losses(4.01, 3.98)).condition()).isEqualTo(Condition.HEALTHY);

    Verdict verdict = run.last(PATIENCE, losses(4.01, 3.98));

    assertThat(verdict.condition()).isEqualTo(Condition.WARNING);
    assertThat(verdict.seen())
        .isEqualTo("a loss within 1.0 % of 4.000, its value for unrelated outputs, for 4 looks");
  }

  @Test
  void assess_oneReferenceForBoth_comparesWithItself() {
    ReferenceValues infoNce = new ReferenceValues(5, 5);
    assertThat(run.last(PATIENCE, losses(4.99).withReference(infoNce)).condition())
        .isEqualTo(Condition.WARNING);
    assertThat(run.last(PATIENCE, losses(4.8).withReference(infoNce)).condition())
        .isEqualTo(Condition.HEALTHY);
  }

  @Test
  void assess_fallingLoss_isHealthyAndItsProgressAFigure() {
    assertThat(run.last(PATIENCE, losses(3)).figures()).containsEntry("progress", 0.25);
    assertThat(run.last(PATIENCE, losses(3)).condition()).isEqualTo(Condition.HEALTHY);
  }

  private static ArrayObservation losses(double... values) {
    Double[] boxed = new Double[values.length];
    Arrays.setAll(boxed, i -> values[i]);
    return ArrayObservation.of(new double[][] {{1, 2}, {3, 4}}).withLosses(boxed);
  }
}
