package dev.doppel.guards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.doppel.spi.guard.CollapseGuard;
import dev.doppel.spi.guard.Condition;
import dev.doppel.spi.guard.Verdict;
import dev.doppel.testkit.ArrayObservation;
import dev.doppel.testkit.ArrayTargetStatistics;
import dev.doppel.testkit.CollapseGuardContract;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class DeadPrototypesGuardTest extends CollapseGuardContract {

  private static final int PATIENCE = 3;

  private final MonitorRun run = new MonitorRun(new DeadPrototypesGuardFactory());

  @Override
  protected CollapseGuard guard() {
    return run.create(Map.of());
  }

  @Override
  protected ArrayObservation failedRun() {
    return inUse(4, 1024);
  }

  @Override
  protected boolean onlyWarns() {
    return true;
  }

  @Test
  void assess_fewInUse_isAWarningAfterPatience() {
    assertThat(run.last(PATIENCE - 1, inUse(4, 1024)).condition()).isEqualTo(Condition.HEALTHY);

    Verdict verdict = run.last(PATIENCE, inUse(4, 1024));

    assertThat(verdict.condition()).isEqualTo(Condition.WARNING);
    assertThat(verdict.seen())
        .isEqualTo(
            "1.6 % of the prototypes that a batch could use in use, of 1024, under 5.0 % for 3"
                + " looks");
  }

  @Test
  void assess_moreThanTargets_countsWhatABatchCouldUse() {
    // 64 equally used, where 256 targets could use 256 of 1,024.
    Verdict verdict = run.last(PATIENCE, inUse(64, 1024));

    assertThat(verdict.condition()).isEqualTo(Condition.HEALTHY);
    assertThat(verdict.figures().get("used")).isCloseTo(0.25, within(1e-12));
  }

  @Test
  void assess_noDistributions_saysNothing() {
    Verdict verdict = run.last(PATIENCE, ArrayObservation.of(new double[][] {{1, 2}, {3, 4}}));

    assertThat(verdict.condition()).isEqualTo(Condition.HEALTHY);
    assertThat(verdict.figures()).isEmpty();
  }

  private static ArrayObservation inUse(int used, int prototypes) {
    return ArrayObservation.of(new double[][] {{1, 2}, {3, 4}})
        .withTargets(
            new ArrayTargetStatistics(256, prototypes, 0, Math.log(used), OptionalDouble.empty()));
  }
}
