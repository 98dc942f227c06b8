package dev.doppel.guards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.spi.guard.CollapseGuard;
import dev.doppel.spi.guard.Condition;
import dev.doppel.spi.guard.Verdict;
import dev.doppel.spi.option.Options;
import dev.doppel.testkit.CollapseGuardContract;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FeatureStdGuardTest extends CollapseGuardContract {

  private static final int PATIENCE = 5;

  private final MonitorRun run = new MonitorRun(new FeatureStdGuardFactory());

  @Override
  protected CollapseGuard guard() {
    return run.create(Map.of());
  }

  @Test
  void assess_spreadLowForPatience_isCompleteCollapse() {
    List<Verdict> verdicts = run.verdicts(Collections.nCopies(PATIENCE + 1, Look.of(0.1, 40)));

    assertThat(MonitorRun.conditions(verdicts.subList(0, PATIENCE - 1)))
        .containsOnly(Condition.HEALTHY);
    assertThat(MonitorRun.conditions(verdicts.subList(PATIENCE - 1, PATIENCE + 1)))
        .containsOnly(Condition.COMPLETE_COLLAPSE);
    assertThat(verdicts.get(PATIENCE - 1).seen())
        .isEqualTo(
            "a spread of 0.100 (1 is even, 0 is none) of the projections, under 0.25 for 5 looks");
    assertThat(verdicts).allSatisfy(each -> assertThat(each.figures()).containsOnlyKeys("std"));
  }

  @Test
  void assess_spreadRecovers_startsCountingAnew() {
    List<Look> looks = new ArrayList<>(Collections.nCopies(PATIENCE - 1, Look.of(0.1, 40)));
    looks.add(Look.of(0.9, 40));
    looks.addAll(Collections.nCopies(PATIENCE - 1, Look.of(0.1, 40)));

    assertThat(MonitorRun.conditions(run.verdicts(looks))).containsOnly(Condition.HEALTHY);
  }

  @Test
  void assess_failure_isToldSinceItsFirstLook() {
    List<Look> looks = new ArrayList<>(Collections.nCopies(2, Look.of(0.9, 40).atStep(9)));
    looks.add(Look.of(0.1, 40).atStep(29));
    looks.addAll(Collections.nCopies(PATIENCE - 1, Look.of(0.1, 40).atStep(39)));
    List<Verdict> verdicts = run.verdicts(looks);

    assertThat(verdicts.get(0).since()).isEmpty();
    assertThat(verdicts.get(verdicts.size() - 1).since()).hasValue(29);
  }

  @Test
  void delay_patience_isThatOfItsLooks() {
    assertThat(run.create(Map.of("interval", "3", "patience", "4")).delay()).isEqualTo(12);
  }

  @Test
  void assess_spreadBetweenLimits_isWarning() {
    List<Verdict> verdicts = run.verdicts(Collections.nCopies(PATIENCE, Look.of(0.4, 40)));

    assertThat(verdicts.get(PATIENCE - 1).condition()).isEqualTo(Condition.WARNING);
  }

  @Test
  void problems_limitsInTheWrongOrder_areNamed() {
    FeatureStdGuardFactory factory = new FeatureStdGuardFactory();
    Options options = Options.parse(factory.options(), Map.of("low-std", "0.1"));

    assertThat(factory.problems(options))
        .containsExactly(
            "'collapsed-std' = 0.25 must not be above 'low-std' = 0.1: collapse is worse than a"
                + " warning");
  }
}
