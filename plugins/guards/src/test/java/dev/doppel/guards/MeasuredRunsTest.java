package dev.doppel.guards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.spi.guard.Condition;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The defaults of {@code feature-std} and {@code effective-rank} against runs that were measured:
 * 400 steps of a network of three convolutions, on Fashion-MNIST and on drawn shapes, batch 128 and
 * projections of width 128 unless the name says otherwise. Each run is a list of step, spread and
 * effective rank of the projections; between the steps, figures are interpolated.
 */
final class MeasuredRunsTest {

  private static final int INTERVAL = 10;
  private static final int STEPS = 400;

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "byol, 128, 0 .83 79.7 20 .87 35.0 40 .86 22.7 60 .86 25.9 140 .85 27.7 399 .85 28.6",
    "byol strong views, 128, 0 .83 78.7 20 .85 30.1 40 .84 19.4 60 .82 22.6 200 .82 23.9 399 .8"
        + " 26.5",
    "byol batch 64, 64, 0 .83 49.1 20 .86 26.7 40 .87 20.4 60 .87 19.3 140 .86 18.2 399 .87 20.9",
    "byol shapes, 128, 0 .83 76.8 9 .86 62.5 20 .85 35.5 40 .84 22.6 140 .8 23.0 399 .79 23.6",
    "byol strong views of shapes, 128, 0 .82 75.1 9 .85 60.2 40 .82 18.1 100 .74 16.4 399 .75 20.1",
    "simsiam, 128, 0 1 85.8 9 1 83.8 20 1 70.1 40 1 37.4 60 1 35.0 200 1 38.4 399 1 39.2",
    "simsiam shapes, 128, 0 .99 82.1 9 1 81.3 20 1 69.6 40 .99 37.9 260 .99 36.6 399 .99 38.1",
    "simsiam width 64, 128, 0 1 53.4 20 1 36.9 40 1 20.7 60 1 21.0 140 1 23.5 399 1 25.2"
  })
  void assess_healthyRun_isNeverAFailure(String name, int rows, String figures) {
    assertThat(conditions(rows, figures)).as(name).containsOnly(Condition.HEALTHY);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "simsiam, DIMENSIONAL_COLLAPSE, 0 1 85.8 9 1 80.7 20 .99 50.8 40 1 20.2 100 1 13.9 399 1 11.2",
    "simsiam shapes, DIMENSIONAL_COLLAPSE, 0 .99 82.1 9 .99 78.9 20 .98 50.1 40 .92 14.6 399 .82"
        + " 10.8",
    "simsiam width 64, DIMENSIONAL_COLLAPSE, 0 1 53.4 20 .98 24.9 40 .99 12.3 100 .99 8.9 399 .99"
        + " 7.1",
    "simsiam no last norm, COMPLETE_COLLAPSE, 0 .83 79.7 20 .42 38.5 40 .19 11.1 60 .14 8.5 399 .06"
        + " 3.9"
  })
  void assess_withoutStopGradient_isCaughtByKind(String name, Condition kind, String figures) {
    assertThat(conditions(128, figures)).as(name).contains(kind);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "simsiam, DIMENSIONAL_COLLAPSE, 0 1 85.8 9 1 78.0 20 1 47.7 40 1 23.3 100 1 16.1 399 .99 12.7",
    "simsiam shapes, DIMENSIONAL_COLLAPSE, 0 .99 82.1 9 1 76.9 40 .94 19.7 100 .94 13.9 399 .92"
        + " 14.9",
    "byol no target, COMPLETE_COLLAPSE, 0 .83 79.7 20 .35 16.1 40 .13 6.0 60 .08 4.7 399 .02 2.5"
  })
  void assess_withoutPredictor_isCaughtByKind(String name, Condition kind, String figures) {
    assertThat(conditions(128, figures)).as(name).contains(kind);
  }

  private static Set<Condition> conditions(int rows, String text) {
    double[][] points = points(text);
    List<Look> looks = new ArrayList<>();
    for (int step = INTERVAL - 1; step < STEPS; step += INTERVAL) {
      looks.add(new Look(at(points, step, 1), at(points, step, 2), rows, 128, step));
    }
    Set<Condition> conditions = EnumSet.noneOf(Condition.class);
    for (MonitorFactory factory :
        List.of(new FeatureStdGuardFactory(), new EffectiveRankGuardFactory())) {
      MonitorRun run = new MonitorRun(factory);
      assertThat(run.create(Map.of()).interval()).isEqualTo(INTERVAL);
      conditions.addAll(MonitorRun.conditions(run.verdicts(looks)));
    }
    return conditions;
  }

  private static double[][] points(String text) {
    String[] numbers = text.strip().split(" ", -1);
    double[][] points = new double[numbers.length / 3][3];
    for (int i = 0; i < numbers.length; i++) {
      points[i / 3][i % 3] = Double.parseDouble(numbers[i]);
    }
    return points;
  }

  private static double at(double[][] points, int step, int figure) {
    int next = 1;
    while (points[next][0] < step) {
      next++;
    }
    double share = (step - points[next - 1][0]) / (points[next][0] - points[next - 1][0]);
    return points[next - 1][figure] + share * (points[next][figure] - points[next - 1][figure]);
  }
}
