package dev.doppel.guards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.spi.guard.CollapseGuard;
import dev.doppel.spi.guard.Condition;
import dev.doppel.spi.guard.Verdict;
import dev.doppel.testkit.ArrayObservation;
import dev.doppel.testkit.ArrayTargetNetwork;
import dev.doppel.testkit.CollapseGuardContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TargetDriftGuardTest extends CollapseGuardContract {

  private final MonitorRun run = new MonitorRun(new TargetDriftGuardFactory());

  @Override
  protected CollapseGuard guard() {
    return run.create(Map.of());
  }

  @Override
  protected List<ArrayObservation> healthyRun() {
    return List.of(look(0.2, 10, 11), look(0.2, 10.5, 12), look(0.1, 11, 12.5));
  }

  @Override
  protected boolean onlyWarns() {
    return true;
  }

  @Override
  protected ArrayObservation failedRun(int look) {
    return look(0.1 * look, 10, 11 + look);
  }

  @Test
  void assess_targetThatStands_isAWarning() {
    List<Verdict> verdicts =
        run.verdicts(List.of(look(0.1, 10, 11), look(0.2, 10, 12), look(0.3, 10, 13)));

    assertThat(MonitorRun.conditions(verdicts))
        .containsExactly(Condition.HEALTHY, Condition.HEALTHY, Condition.WARNING);
    assertThat(verdicts.get(2).seen())
        .isEqualTo("a target network that did not move for 2 looks while the online network did");
  }

  @Test
  void assess_targetThatIsTheOnlineNetwork_isAWarning() {
    List<Verdict> verdicts =
        run.verdicts(List.of(look(0, 11, 11), look(0, 12, 12), look(0, 13, 13)));

    assertThat(verdicts.get(2).condition()).isEqualTo(Condition.WARNING);
    assertThat(verdicts.get(2).cause()).startsWith("its momentum is 0");
  }

  @Test
  void assess_onlineNetworkThatStands_saysNothing() {
    List<Verdict> verdicts =
        run.verdicts(List.of(look(0, 11, 11), look(0, 11, 11), look(0, 11, 11)));

    assertThat(MonitorRun.conditions(verdicts)).containsOnly(Condition.HEALTHY);
  }

  @Test
  void assess_noTargetNetwork_saysNothing() {
    Verdict verdict = run.last(3, ArrayObservation.of(new double[][] {{1, 2}, {3, 4}}));

    assertThat(verdict.condition()).isEqualTo(Condition.HEALTHY);
    assertThat(verdict.figures()).isEmpty();
  }

  private static ArrayObservation look(double distance, double target, double online) {
    return ArrayObservation.of(new double[][] {{1, 2}, {3, 4}})
        .withTargetNetwork(new ArrayTargetNetwork(false, distance, target, online));
  }
}
