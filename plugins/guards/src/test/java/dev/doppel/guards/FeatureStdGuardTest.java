package dev.doppel.guards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.spi.guard.Assessment;
import dev.doppel.spi.guard.CollapseGuard;
import dev.doppel.spi.guard.CollapseMonitor;
import dev.doppel.spi.guard.Condition;
import dev.doppel.spi.guard.Verdict;
import dev.doppel.spi.option.Options;
import dev.doppel.spi.step.State;
import dev.doppel.testkit.ArrayObservation;
import dev.doppel.testkit.CollapseGuardContract;
import dev.doppel.testkit.DoubleArray;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FeatureStdGuardTest extends CollapseGuardContract {

  private static final int PATIENCE = 5;

  @Override
  protected CollapseGuard guard() {
    return create(Map.of());
  }

  @Test
  void assess_spreadLowForPatience_isCompleteCollapse() {
    List<Verdict> verdicts = verdicts(Collections.nCopies(PATIENCE + 1, Look.of(0.1, 40)));

    assertThat(conditions(verdicts.subList(0, PATIENCE - 1))).containsOnly(Condition.HEALTHY);
    assertThat(conditions(verdicts.subList(PATIENCE - 1, PATIENCE + 1)))
        .containsOnly(Condition.COMPLETE_COLLAPSE);
    assertThat(verdicts.get(PATIENCE - 1).seen())
        .isEqualTo(
            "a spread of 0.100 (1 is even, 0 is none) of the projections, under 0.25 for 5 looks");
  }

  @Test
  void assess_spreadRecovers_startsCountingAnew() {
    List<Look> looks = new ArrayList<>(Collections.nCopies(PATIENCE - 1, Look.of(0.1, 40)));
    looks.add(Look.of(0.9, 40));
    looks.addAll(Collections.nCopies(PATIENCE - 1, Look.of(0.1, 40)));

    assertThat(conditions(verdicts(looks))).containsOnly(Condition.HEALTHY);
  }

  @Test
  void assess_spreadBetweenLimits_isWarning() {
    List<Verdict> verdicts = verdicts(Collections.nCopies(PATIENCE, Look.of(0.4, 40)));

    assertThat(verdicts.get(PATIENCE - 1).condition()).isEqualTo(Condition.WARNING);
  }

  @Test
  void assess_rankFallsUnderAnEvenSpread_isDimensionalCollapse() {
    List<Look> looks = new ArrayList<>(List.of(Look.of(1, 50)));
    looks.addAll(Collections.nCopies(PATIENCE, Look.of(0.99, 6)));

    List<Verdict> verdicts = verdicts(looks, Map.of("rank-every", "1"));

    assertThat(conditions(verdicts.subList(0, PATIENCE))).containsOnly(Condition.HEALTHY);
    assertThat(verdicts.get(PATIENCE).condition()).isEqualTo(Condition.DIMENSIONAL_COLLAPSE);
    assertThat(verdicts.get(PATIENCE).seen())
        .isEqualTo(
            "an effective rank of 6.0 of the projections, 12 % of the highest, 50.0; low for 5"
                + " looks, the limits being 22 % and 1.5");
    assertThat(verdicts.get(PATIENCE).remedies()).startsWith("stop-gradient", "predictor");
  }

  @Test
  void assess_rankBetweenLimits_isWarning() {
    List<Look> looks = new ArrayList<>(List.of(Look.of(1, 50)));
    looks.addAll(Collections.nCopies(PATIENCE, Look.of(0.99, 12)));

    assertThat(verdicts(looks, Map.of("rank-every", "1")).get(PATIENCE).condition())
        .isEqualTo(Condition.WARNING);
  }

  @Test
  void assess_rankLowFromTheFirstLook_isHealthy() {
    // Simple data: few directions, but none of them lost.
    List<Look> looks = Collections.nCopies(30, Look.of(1, 5));

    assertThat(conditions(verdicts(looks))).containsOnly(Condition.HEALTHY);
  }

  @Test
  void assess_twoOppositeClusters_isDimensionalCollapse() {
    double[][] features = new double[128][64];
    double[][] noise = DoubleArray.gaussian(1, 128, 64).toRows();
    for (int row = 0; row < features.length; row++) {
      for (int i = 0; i < 64; i++) {
        double direction = row % 2 == 0 ? 1 : -1;
        features[row][i] = direction + 1e-3 * noise[row][i];
      }
    }
    CollapseMonitor guard = create(Map.of("rank-every", "1"));
    State state = State.empty();
    Verdict verdict = Verdict.healthy(Map.of());
    for (int look = 0; look < PATIENCE; look++) {
      Assessment assessment = guard.assess(ArrayObservation.of(features), state);
      state = assessment.state();
      verdict = assessment.verdict();
    }

    // The spread sees nothing wrong.
    assertThat(verdict.figures().get("std")).isGreaterThan(0.9);
    assertThat(verdict.condition()).isEqualTo(Condition.DIMENSIONAL_COLLAPSE);
  }

  @Test
  void assess_fewRowsOrColumns_leavesTheRankAlone() {
    List<Look> looks = Collections.nCopies(30, new Look(1, 1.2, 4, 64));

    assertThat(conditions(verdicts(looks))).containsOnly(Condition.HEALTHY);
  }

  @Test
  void assess_rank_isComputedAtTheFirstAndEachFifthLook() {
    List<Verdict> verdicts = verdicts(Collections.nCopies(11, Look.of(1, 40)));

    for (int look = 0; look < verdicts.size(); look++) {
      Map<String, Double> figures = verdicts.get(look).figures();
      assertThat(figures).as("figures at look %d", look).containsEntry("std", 1.0);
      assertThat(figures.containsKey("effective-rank"))
          .as("rank at look %d", look)
          .isEqualTo(look % 5 == 0);
    }
  }

  @Test
  void assess_collapseSeenAtARankLook_lastsBetweenRankLooks() {
    List<Look> looks = new ArrayList<>(List.of(Look.of(1, 50)));
    looks.addAll(Collections.nCopies(5 * PATIENCE + 3, Look.of(0.99, 6)));

    List<Verdict> verdicts = verdicts(looks);

    assertThat(verdicts.get(5 * PATIENCE - 1).condition()).isEqualTo(Condition.HEALTHY);
    assertThat(conditions(verdicts.subList(5 * PATIENCE, looks.size())))
        .containsOnly(Condition.DIMENSIONAL_COLLAPSE);
  }

  @Test
  void problems_limitsInTheWrongOrder_areNamed() {
    FeatureStdGuardFactory factory = new FeatureStdGuardFactory();
    Options options =
        Options.parse(factory.options(), Map.of("low-std", "0.1", "collapsed-rank", "0.5"));

    assertThat(factory.problems(options))
        .containsExactly(
            "'collapsed-std' = 0.25 must not be above 'low-std' = 0.1: collapse is worse than a"
                + " warning",
            "'collapsed-rank' = 0.5 must not be above 'low-rank' = 0.26: collapse is worse than a"
                + " warning");
  }

  private static List<Condition> conditions(List<Verdict> verdicts) {
    return verdicts.stream().map(Verdict::condition).toList();
  }

  private static List<Verdict> verdicts(List<Look> looks) {
    return verdicts(looks, Map.of());
  }

  private static List<Verdict> verdicts(List<Look> looks, Map<String, String> texts) {
    CollapseMonitor guard = create(texts);
    List<Verdict> verdicts = new ArrayList<>();
    State state = State.empty();
    for (Look look : looks) {
      Assessment assessment = guard.assess(look, state);
      state = assessment.state();
      verdicts.add(assessment.verdict());
    }
    return verdicts;
  }

  private static CollapseMonitor create(Map<String, String> texts) {
    FeatureStdGuardFactory factory = new FeatureStdGuardFactory();
    return (CollapseMonitor) factory.create(Options.parse(factory.options(), texts));
  }
}
