package dev.doppel.guards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.spi.guard.CollapseGuard;
import dev.doppel.spi.guard.Condition;
import dev.doppel.spi.guard.Verdict;
import dev.doppel.testkit.ArrayObservation;
import dev.doppel.testkit.ArrayTargetNetwork;
import dev.doppel.testkit.CollapseGuardContract;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TargetAliasGuardTest extends CollapseGuardContract {

  private final MonitorRun run = new MonitorRun(new TargetAliasGuardFactory());

  @Override
  protected CollapseGuard guard() {
    return run.create(Map.of());
  }

  @Override
  protected ArrayObservation failedRun() {
    return network(true);
  }

  @Override
  protected boolean onlyWarns() {
    return true;
  }

  @Test
  void assess_sharedMemory_isAWarningAtOnce() {
    Verdict verdict = run.last(1, network(true));

    assertThat(verdict.condition()).isEqualTo(Condition.WARNING);
    assertThat(verdict.remedies()).containsExactly("backbone", "projector");
    assertThat(run.last(1, network(false)).condition()).isEqualTo(Condition.HEALTHY);
  }

  private static ArrayObservation network(boolean shares) {
    return ArrayObservation.of(new double[][] {{1, 2}, {3, 4}})
        .withTargetNetwork(new ArrayTargetNetwork(shares, 0.1, 1, 2));
  }
}
