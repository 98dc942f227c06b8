package dev.doppel.guards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.spi.guard.CollapseGuard;
import dev.doppel.spi.guard.Condition;
import dev.doppel.spi.guard.Verdict;
import dev.doppel.testkit.ArrayObservation;
import dev.doppel.testkit.ArrayTargetStatistics;
import dev.doppel.testkit.CollapseGuardContract;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class TargetEntropyGuardTest extends CollapseGuardContract {

  private static final int PATIENCE = 5;
  private static final int PROTOTYPES = 256;

  private final MonitorRun run = new MonitorRun(new TargetEntropyGuardFactory());

  @Override
  protected CollapseGuard guard() {
    return run.create(Map.of());
  }

  @Override
  protected List<ArrayObservation> healthyRun() {
    return List.of(look(0.9, 0.99), look(0.8, 0.98), look(0.65, 0.95));
  }

  @Override
  protected ArrayObservation failedRun() {
    return look(0.02, 0.03);
  }

  @Test
  void assess_eachTargetAndTheirMeanLow_isOneAnswer() {
    assertThat(run.last(PATIENCE - 1, look(0.02, 0.03)).condition()).isEqualTo(Condition.HEALTHY);

    Verdict verdict = run.last(PATIENCE, look(0.02, 0.03));

    assertThat(verdict.condition()).isEqualTo(Condition.COMPLETE_COLLAPSE);
    assertThat(verdict.seen())
        .isEqualTo(
            "a mean entropy of the targets of 2.0 % of ln K, and 3.0 % of their mean, under 5.0 %"
                + " for 5 looks");
    assertThat(verdict.cause()).contains("the same few prototypes");
  }

  @Test
  void assess_certainTargetsOfFewPrototypes_areOneAnswer() {
    assertThat(run.last(PATIENCE, look(0.025, 0.151)).condition())
        .isEqualTo(Condition.COMPLETE_COLLAPSE);
  }

  @Test
  void assess_certainTargetsThatDiffer_areHealthy() {
    assertThat(run.last(PATIENCE, look(0.02, 0.9)).condition()).isEqualTo(Condition.HEALTHY);
  }

  @Test
  void assess_uniformTargets_areTheOtherCollapse() {
    Verdict verdict = run.last(PATIENCE, look(0.999, 0.9999));

    assertThat(verdict.condition()).isEqualTo(Condition.COMPLETE_COLLAPSE);
    assertThat(verdict.cause()).contains("uniform");
    assertThat(verdict.remedies()).startsWith("target-shaping.teacher-temperature");
  }

  @Test
  void assess_divergence_isAFigure() {
    ArrayTargetStatistics targets =
        new ArrayTargetStatistics(256, PROTOTYPES, 2, 3, OptionalDouble.of(0.5));

    assertThat(run.last(1, base().withTargets(targets)).figures())
        .containsEntry("divergence", 0.5)
        .containsEntry("each", 2.0)
        .containsEntry("of-mean", 3.0);
  }

  @Test
  void assess_noDistributionsOrOnePrototype_saysNothing() {
    assertThat(run.last(PATIENCE, base()).figures()).isEmpty();
    ArrayTargetStatistics one = new ArrayTargetStatistics(256, 1, 0, 0, OptionalDouble.empty());
    assertThat(run.last(PATIENCE, base().withTargets(one)).figures()).isEmpty();
  }

  private static ArrayObservation look(double each, double ofMean) {
    return base().withTargets(ArrayTargetStatistics.of(PROTOTYPES, each, ofMean));
  }

  private static ArrayObservation base() {
    return ArrayObservation.of(new double[][] {{1, 2}, {3, 4}});
  }
}
