package dev.doppel.runtime.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.runtime.checkpoint.Checkpoint;
import dev.doppel.runtime.metric.FeatureMatrix;
import dev.doppel.spi.guard.Assessment;
import dev.doppel.spi.guard.CollapseMonitor;
import dev.doppel.spi.guard.Condition;
import dev.doppel.spi.guard.Observation;
import dev.doppel.spi.guard.Verdict;
import dev.doppel.spi.guard.ViewStatistics;
import dev.doppel.spi.loss.Stage;
import dev.doppel.spi.step.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class NetworkWatchTest {

  private static final FeatureMatrix EVEN = rows(4, 1, 0, 0, 1);
  private static final FeatureMatrix ALIKE = rows(4, 1, 1, 1, 1);

  private final Heard heard = new Heard();

  @Test
  void looks_interval_everySecondStep() {
    NetworkWatch watch = watch(GuardAction.WARN);
    List<Boolean> looks = new ArrayList<>();
    for (int step = 0; step < 4; step++) {
      looks.add(watch.looks());
      watch.complete(OptionalDouble.of(step), List.of(EVEN));
    }
    assertThat(looks).containsExactly(false, true, false, true);
  }

  @Test
  void complete_look_tellsFiguresAndLossesSinceTheLast() {
    NetworkWatch watch = watch(GuardAction.WARN);
    take(watch, EVEN, 4);
    assertThat(heard.records).extracting(StepRecord::step).containsExactly(1L, 3L);
    assertThat(heard.records.get(1).figures())
        .containsEntry("alike.std", EVEN.featureStd())
        .containsEntry("alike.losses", 2.0)
        .containsEntry("alike.looks", 2.0)
        .containsEntry("alike.views", 1.0);
    assertThat(heard.events).isEmpty();
  }

  @Test
  void complete_viewsOfOneSize_areSeenTogether() {
    NetworkWatch watch = watch(GuardAction.WARN);
    watch.complete(OptionalDouble.empty(), List.of());
    FeatureMatrix wider = new FeatureMatrix(2, 3, new double[6]);
    watch.complete(OptionalDouble.of(0), List.of(EVEN, ALIKE, wider));
    assertThat(heard.records.get(0).figures()).containsEntry("alike.views", 2.0);
  }

  @Test
  void complete_failure_isToldOnceAndStopsWhereTheActionSaysSo() {
    NetworkWatch warning = watch(GuardAction.WARN);
    take(warning, ALIKE, 6);
    assertThat(heard.events).hasSize(1);
    assertThat(heard.events.get(0).verdict().condition()).isEqualTo(Condition.COMPLETE_COLLAPSE);

    NetworkWatch stopping = watch(GuardAction.STOP);
    assertThatThrownBy(() -> take(stopping, ALIKE, 2))
        .isInstanceOfSatisfying(
            RunStoppedException.class,
            e -> assertThat(e.event()).map(GuardEvent::step).contains(1L))
        .hasMessage("alike at step 1: complete collapse, outputs alike");
    // The step that ends the run is told of too.
    assertThat(heard.records).last().extracting(StepRecord::step).isEqualTo(1L);
  }

  @Test
  void complete_smallBatch_isNotLookedAt() {
    NetworkWatch watch = watch(GuardAction.STOP);
    FeatureMatrix eight = rows(8, 1, 0, 0, 1, 1, 1, 0, 1);
    take(watch, eight, 2);
    take(watch, rows(2, 1, 1), 2);
    assertThat(heard.records).hasSize(1);
    // Losses that were not looked at are seen at the next look.
    take(watch, eight, 2);
    assertThat(heard.records.get(1).figures()).containsEntry("alike.losses", 4.0);
  }

  @Test
  void complete_nothingToSee_isRefused() {
    NetworkWatch watch = watch(GuardAction.WARN);
    watch.complete(OptionalDouble.empty(), List.of());
    assertThatThrownBy(() -> watch.complete(OptionalDouble.of(1), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a monitor looks at step 1, but there are no outputs to see");
  }

  @Test
  void restore_saved_goesOnFromThere() {
    NetworkWatch watch = watch(GuardAction.WARN);
    take(watch, EVEN, 3);
    Checkpoint.Builder builder = new Checkpoint.Builder();
    watch.save(builder);
    NetworkWatch restored = watch(GuardAction.WARN);
    restored.restore(builder.build());
    assertThat(restored.looks()).isTrue();
    heard.records.clear();
    take(restored, EVEN, 1);
    assertThat(heard.records.get(0).step()).isEqualTo(3);
    assertThat(heard.records.get(0).figures())
        .containsEntry("alike.looks", 2.0)
        .containsEntry("alike.losses", 2.0);
  }

  private NetworkWatch watch(GuardAction action) {
    return new NetworkWatch(
        List.of(new ConfiguredGuard<CollapseMonitor>("alike", new AlikeMonitor(), action)), heard);
  }

  private static void take(NetworkWatch watch, FeatureMatrix outputs, int steps) {
    for (int step = 0; step < steps; step++) {
      watch.complete(OptionalDouble.of(step), List.of(outputs));
    }
  }

  /** Rows of width 2. */
  private static FeatureMatrix rows(int rows, double... pattern) {
    double[] values = new double[2 * rows];
    for (int i = 0; i < values.length; i++) {
      values[i] = pattern[i % pattern.length] + 0.1 * (i % 2);
    }
    return new FeatureMatrix(rows, 2, values);
  }

  /** Looks at every second step, and says collapse where rows do not differ. */
  private record AlikeMonitor() implements CollapseMonitor {

    @Override
    public int interval() {
      return 2;
    }

    @Override
    public Assessment assess(Observation observation, State state) {
      double std = observation.features(Stage.PROJECTION).featureStd();
      State next = state.with("looks", state.number("looks", 0) + 1);
      Map<String, Double> figures =
          Map.of(
              "std",
              std,
              "losses",
              (double) observation.losses().size(),
              "looks",
              next.number("looks", 0),
              "views",
              (double) observation.views().map(ViewStatistics::views).orElse(1));
      Verdict verdict =
          std < 1e-6
              ? new Verdict(Condition.COMPLETE_COLLAPSE, "outputs alike", "", List.of(), figures)
              : Verdict.healthy(figures);
      return new Assessment(verdict, next);
    }
  }

  private static final class Heard implements StepListener {

    private final List<StepRecord> records = new ArrayList<>();
    private final List<GuardEvent> events = new ArrayList<>();

    @Override
    public void onStep(StepRecord step) {
      records.add(step);
    }

    @Override
    public void onVerdict(GuardEvent event) {
      events.add(event);
    }
  }
}
