package dev.doppel.runtime.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.runtime.checkpoint.Checkpoint;
import dev.doppel.runtime.metric.FeatureMatrix;
import dev.doppel.runtime.plugin.PluginException;
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
    // The next step is in its place, with the losses that were not seen.
    assertThat(watch.looks()).isTrue();
    take(watch, eight, 2);
    assertThat(heard.records).extracting(StepRecord::step).containsExactly(1L, 4L, 5L);
    assertThat(heard.records.get(1).figures()).containsEntry("alike.losses", 3.0);
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

  @Test
  void complete_rollback_takesTheNetworkBackToTheLastGoodState() {
    Counter network = new Counter();
    NetworkWatch watch = watch(GuardAction.ROLLBACK);
    assertThat(watch.goesBack()).isTrue();
    // States are kept after 4, 8 and 12 steps; that after 8 is good once 12 is reached.
    assertThat(take(watch, network, EVEN, 13)).isEqualTo(13);
    assertThat(take(watch, network, ALIKE, 1)).isZero();
    // The eighth step had not made its update yet.
    assertThat(network.steps).isEqualTo(7);
    assertThat(network.factors).containsExactly(0.5);
    assertThat(heard.events).hasSize(1);

    // Counted from there, with what the monitor remembered then.
    heard.records.clear();
    take(watch, network, EVEN, 2);
    assertThat(heard.records).extracting(StepRecord::step).containsExactly(9L);
    assertThat(heard.records.get(0).figures())
        .containsEntry("alike.looks", 5.0)
        .containsEntry("alike.losses", 2.0);
  }

  @Test
  void complete_rollbackTooOften_stops() {
    Counter network = new Counter();
    NetworkWatch watch = watch(GuardAction.ROLLBACK);
    take(watch, network, ALIKE, 4);
    assertThat(network.steps).isZero();
    assertThat(network.factors).containsExactly(0.5, 0.5);
    assertThat(heard.events).hasSize(2);
    assertThatThrownBy(() -> take(watch, network, ALIKE, 2))
        .isInstanceOf(RunStoppedException.class);
    assertThat(network.factors).hasSize(2);
  }

  @Test
  void complete_begun_goesBackToTheStateBeforeTheFirstStep() {
    Counter network = new Counter();
    network.steps = -1;
    NetworkWatch watch = watch(GuardAction.ROLLBACK);
    watch.begin(network);
    network.steps = 0;
    take(watch, network, ALIKE, 2);
    assertThat(network.steps).isEqualTo(-1);
  }

  @Test
  void complete_rollbackWithoutAState_isRefused() {
    NetworkWatch watch = watch(GuardAction.ROLLBACK);
    assertThatThrownBy(() -> watch.complete(OptionalDouble.of(1), List.of(EVEN)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "a guard's action is rollback, but the loop keeps no state to go back to; choose warn or"
                + " stop");
    assertThat(watch(GuardAction.STOP).goesBack()).isFalse();
  }

  /** Takes steps, and returns how many of them were not followed by a rollback. */
  private static int take(NetworkWatch watch, Counter network, FeatureMatrix outputs, int steps) {
    int stayed = 0;
    for (int step = 0; step < steps; step++) {
      boolean back = watch.complete(OptionalDouble.of(step), List.of(outputs), network);
      stayed += back ? 0 : 1;
      network.steps += back ? 0 : 1;
    }
    return stayed;
  }

  @Test
  void restore_begunWatch_goesBackToNoStateOfBefore() {
    Counter network = new Counter();
    NetworkWatch watch = watch(GuardAction.ROLLBACK);
    take(watch, network, EVEN, 13);
    Checkpoint.Builder builder = new Checkpoint.Builder();
    watch.save(builder);
    take(watch, network, EVEN, 8);
    watch.restore(builder.build());
    network.steps = 13;
    // The state of now is kept first.
    take(watch, network, ALIKE, 1);
    assertThat(network.steps).isEqualTo(13);
    assertThat(network.factors).hasSize(1);
  }

  @Test
  void restore_rollbacksOfBefore_count() {
    Counter network = new Counter();
    NetworkWatch watch = watch(GuardAction.ROLLBACK);
    take(watch, network, ALIKE, 4);
    Checkpoint.Builder builder = new Checkpoint.Builder();
    watch.save(builder);
    NetworkWatch restored = watch(GuardAction.ROLLBACK);
    restored.restore(builder.build());
    assertThatThrownBy(() -> take(restored, network, ALIKE, 2))
        .isInstanceOf(RunStoppedException.class);
  }

  @Test
  void complete_monitorThatFails_isBlamed() {
    CollapseMonitor failing =
        new CollapseMonitor() {
          @Override
          public int interval() {
            return 2;
          }

          @Override
          public Assessment assess(Observation observation, State state) {
            throw new IllegalStateException("lost count");
          }
        };
    NetworkWatch watch =
        new NetworkWatch(
            new WatchPlan(
                List.of(new ConfiguredGuard<>("failing", failing, GuardAction.WARN)),
                new RollbackRules(2, 0.5, 4)),
            heard);

    assertThatThrownBy(() -> take(watch, ALIKE, 2))
        .isInstanceOf(PluginException.class)
        .hasMessage(
            "guard 'failing', called at step 1, failed: java.lang.IllegalStateException: lost"
                + " count");
  }

  private NetworkWatch watch(GuardAction action) {
    return new NetworkWatch(
        new WatchPlan(
            List.of(new ConfiguredGuard<CollapseMonitor>("alike", new AlikeMonitor(), action)),
            new RollbackRules(2, 0.5, 4)),
        heard);
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

  /** A network whose state is how many updates it had; a state is kept before the step's. */
  private static final class Counter implements NetworkState {

    private final List<Double> factors = new ArrayList<>();
    private int steps;

    @Override
    public Kept keep() {
      int kept = steps;
      return factor -> {
        steps = kept;
        factors.add(factor);
      };
    }
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
