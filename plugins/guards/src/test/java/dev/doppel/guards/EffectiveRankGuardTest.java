package dev.doppel.guards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.spi.guard.CollapseGuard;
import dev.doppel.spi.guard.Condition;
import dev.doppel.spi.guard.Verdict;
import dev.doppel.spi.loss.ReferenceValues;
import dev.doppel.spi.option.Options;
import dev.doppel.testkit.ArrayObservation;
import dev.doppel.testkit.CollapseGuardContract;
import dev.doppel.testkit.DoubleArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EffectiveRankGuardTest extends CollapseGuardContract {

  private static final int PATIENCE = 5;
  private static final Map<String, String> EACH_LOOK = Map.of("every", "1");

  private final MonitorRun run = new MonitorRun(new EffectiveRankGuardFactory());

  @Test
  void delay_ranksAtSomeLooks_isThatOfPatienceRanks() {
    assertThat(run.create(Map.of("interval", "3", "every", "2", "patience", "4")).delay())
        .isEqualTo(24);
  }

  /** Outputs along some of 64 directions, under a loss that goes from 0 to -1, SimSiam's. */
  private static ArrayObservation spread(int directions, double loss) {
    double[][] features = DoubleArray.gaussian(1, 128, 64).toRows();
    for (double[] row : features) {
      Arrays.fill(row, directions, row.length, 0);
    }
    return ArrayObservation.of(features).withReference(new ReferenceValues(0, -1)).withLosses(loss);
  }

  /** The greatest settings are legal, if of no use. */
  @Test
  void delay_longerThanAnIntHolds_isTheMostThatItHolds() {
    String most = "1000000";
    assertThat(run.create(Map.of("interval", most, "every", most, "patience", most)).delay())
        .isEqualTo(Integer.MAX_VALUE);
  }

  @Override
  protected CollapseGuard guard() {
    return run.create(Map.of());
  }

  @Test
  void assess_rankFalls_isDimensionalCollapse() {
    List<Look> looks = new ArrayList<>(List.of(Look.of(1, 50)));
    looks.addAll(Collections.nCopies(PATIENCE, Look.of(0.99, 6)));

    List<Verdict> verdicts = run.verdicts(looks, EACH_LOOK);

    assertThat(MonitorRun.conditions(verdicts.subList(0, PATIENCE)))
        .containsOnly(Condition.HEALTHY);
    assertThat(verdicts.get(PATIENCE).condition()).isEqualTo(Condition.DIMENSIONAL_COLLAPSE);
    assertThat(verdicts.get(PATIENCE).seen())
        .isEqualTo(
            "an effective rank of 6.0 of the projections, 12 % of the highest, 50.0; low for 5"
                + " ranks, the limits being 22 % and 1.5");
    assertThat(verdicts.get(PATIENCE).remedies()).startsWith("stop-gradient", "predictor");
  }

  @Test
  void assess_rankBetweenLimits_isWarning() {
    List<Look> looks = new ArrayList<>(List.of(Look.of(1, 50)));
    looks.addAll(Collections.nCopies(PATIENCE, Look.of(0.99, 12)));

    assertThat(run.verdicts(looks, EACH_LOOK).get(PATIENCE).condition())
        .isEqualTo(Condition.WARNING);
  }

  @Test
  void assess_rankFallsButViewsDoNotAgree_isWarning() {
    // SimSiam with a fixed random predictor: its loss stays where the views hardly agree.
    List<ArrayObservation> looks = new ArrayList<>(List.of(spread(64, -0.1)));
    looks.addAll(Collections.nCopies(PATIENCE, spread(4, -0.25)));

    List<Verdict> verdicts = run.verdicts(looks, EACH_LOOK);

    assertThat(MonitorRun.conditions(verdicts))
        .contains(Condition.WARNING)
        .doesNotContain(Condition.DIMENSIONAL_COLLAPSE);
    assertThat(verdicts.get(PATIENCE).cause())
        .isEqualTo(
            "outputs vary along few directions, though views do not agree: the loss has come 25 % of"
                + " the way to its value where all outputs are the same");
  }

  @Test
  void assess_rankFallsAndViewsAgree_isDimensionalCollapse() {
    List<ArrayObservation> looks = new ArrayList<>(List.of(spread(64, -0.1)));
    looks.addAll(Collections.nCopies(PATIENCE, spread(4, -0.94)));

    assertThat(run.verdicts(looks, EACH_LOOK).get(PATIENCE).condition())
        .isEqualTo(Condition.DIMENSIONAL_COLLAPSE);
  }

  @Test
  void assess_rankFallsUnderALossOfOneReference_isDimensionalCollapse() {
    // InfoNCE has the same value for unrelated and for equal outputs.
    ReferenceValues one = new ReferenceValues(5, 5);
    List<ArrayObservation> looks = new ArrayList<>(List.of(spread(64, 5).withReference(one)));
    looks.addAll(Collections.nCopies(PATIENCE, spread(4, 4).withReference(one)));

    assertThat(run.verdicts(looks, EACH_LOOK).get(PATIENCE).condition())
        .isEqualTo(Condition.DIMENSIONAL_COLLAPSE);
  }

  @Test
  void assess_rankLowFromTheFirstLook_isHealthy() {
    // Simple data: few directions, but none of them lost.
    List<Look> looks = Collections.nCopies(30, Look.of(1, 5));

    assertThat(MonitorRun.conditions(run.verdicts(looks))).containsOnly(Condition.HEALTHY);
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
    ArrayObservation look = ArrayObservation.of(features);

    // Their spread has nothing wrong with it.
    assertThat(new MonitorRun(new FeatureStdGuardFactory()).last(PATIENCE, look).condition())
        .isEqualTo(Condition.HEALTHY);
    assertThat(
            run.verdicts(Collections.nCopies(PATIENCE, look), EACH_LOOK)
                .get(PATIENCE - 1)
                .condition())
        .isEqualTo(Condition.DIMENSIONAL_COLLAPSE);
  }

  @Test
  void assess_lidar_isThatOfTheViews() {
    ArrayObservation look = ArrayObservation.of(DoubleArray.gaussian(3, 128, 16).toRows());
    Map<String, String> lidar = Map.of("measure", "lidar", "every", "1");

    double rank = run.verdicts(List.of(look), lidar).get(0).figures().get("rank");

    assertThat(rank).isEqualTo(look.views().orElseThrow().lidar());
    assertThat(run.verdicts(List.of(look.withoutViews()), lidar).get(0).figures()).isEmpty();
  }

  @Test
  void assess_fewRowsOrColumns_saysNothing() {
    List<Verdict> verdicts = run.verdicts(Collections.nCopies(30, new Look(1, 1.2, 4, 64, 9)));

    assertThat(MonitorRun.conditions(verdicts)).containsOnly(Condition.HEALTHY);
    assertThat(verdicts).allSatisfy(verdict -> assertThat(verdict.figures()).isEmpty());
  }

  @Test
  void assess_rank_isComputedAtTheFirstAndEachSecondLook() {
    List<Verdict> verdicts = run.verdicts(Collections.nCopies(11, Look.of(1, 40)));

    for (int look = 0; look < verdicts.size(); look++) {
      assertThat(verdicts.get(look).figures().containsKey("rank"))
          .as("rank at look %d", look)
          .isEqualTo(look % 2 == 0);
    }
  }

  @Test
  void assess_collapseSeenAtARankLook_lastsBetweenRankLooks() {
    List<Look> looks = new ArrayList<>(List.of(Look.of(1, 50)));
    looks.addAll(Collections.nCopies(2 * PATIENCE + 3, Look.of(0.99, 6)));

    List<Verdict> verdicts = run.verdicts(looks);

    assertThat(verdicts.get(2 * PATIENCE - 1).condition()).isEqualTo(Condition.HEALTHY);
    assertThat(MonitorRun.conditions(verdicts.subList(2 * PATIENCE, looks.size())))
        .containsOnly(Condition.DIMENSIONAL_COLLAPSE);
  }

  @Test
  void problems_limitsInTheWrongOrder_areNamed() {
    EffectiveRankGuardFactory factory = new EffectiveRankGuardFactory();
    Options options = Options.parse(factory.options(), Map.of("collapsed-rank", "0.5"));

    assertThat(factory.problems(options))
        .containsExactly(
            "'collapsed-rank' = 0.5 must not be above 'low-rank' = 0.26: collapse is worse than a"
                + " warning");
  }
}
