package dev.doppel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.doppel.spi.guard.Assessment;
import dev.doppel.spi.guard.CollapseMonitor;
import dev.doppel.spi.guard.Condition;
import dev.doppel.spi.guard.Verdict;
import dev.doppel.spi.step.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.DynamicTest;

/** The contract of monitors. */
final class MonitorRules {

  private static final int PATIENCE = 100;

  private final Supplier<CollapseMonitor> monitors;
  private final List<ArrayObservation> healthyRun;
  private final IntFunction<ArrayObservation> failedRun;
  private final Set<String> unbounded;
  private final boolean onlyWarns;
  private final ArrayEngine engine = new ArrayEngine();

  MonitorRules(
      Supplier<CollapseMonitor> monitors,
      List<ArrayObservation> healthyRun,
      IntFunction<ArrayObservation> failedRun,
      Set<String> unbounded,
      boolean onlyWarns) {
    this.monitors = monitors;
    this.healthyRun = healthyRun;
    this.failedRun = failedRun;
    this.unbounded = unbounded;
    this.onlyWarns = onlyWarns;
  }

  List<DynamicTest> tests() {
    return List.of(
        dynamicTest("interval_isPositive", this::intervalIsPositive),
        dynamicTest("assess_healthyRun_isHealthy", this::healthyRunIsHealthy),
        dynamicTest("assess_failedRun_isNoticed", this::failedRunIsNoticed),
        dynamicTest("assess_repeated_isTheSame", this::assessIsRepeatable),
        dynamicTest("assess_resumed_equalsUninterrupted", this::resumedEqualsUninterrupted),
        dynamicTest("assess_notFinite_isSurvived", this::notFiniteIsSurvived));
  }

  private void intervalIsPositive() {
    CollapseMonitor monitor = monitors.get();
    assertThat(monitor.interval()).isPositive();
    assertThat(monitor.delay()).as("delay").isGreaterThanOrEqualTo(monitor.interval());
  }

  private void healthyRunIsHealthy() {
    for (Verdict verdict : verdicts(healthyRun, monitors.get(), false)) {
      assertThat(verdict.condition()).as("%s", verdict).isEqualTo(Condition.HEALTHY);
      assertThat(verdict.seen() + verdict.cause()).isEmpty();
      assertThat(verdict.remedies()).isEmpty();
      verdict
          .figures()
          .forEach(
              (name, figure) -> {
                if (!unbounded.contains(name)) {
                  assertThat(figure).as("figure %s", name).isFinite();
                }
              });
    }
  }

  private void failedRunIsNoticed() {
    CollapseMonitor monitor = monitors.get();
    State state = State.empty();
    for (int look = 0; look < PATIENCE; look++) {
      Assessment assessment = monitor.assess(failedRun.apply(look), state);
      state = assessment.state();
      Verdict verdict = assessment.verdict();
      assertThat(onlyWarns && verdict.condition().isFailure())
          .as("a failure by a guard that only warns")
          .isFalse();
      boolean noticed =
          verdict.condition().isFailure()
              || (onlyWarns && verdict.condition() == Condition.WARNING);
      if (noticed) {
        assertThat(verdict.seen()).as("what was seen").isNotBlank();
        assertThat(verdict.cause()).as("the likely cause").isNotBlank();
        assertThat(verdict.remedies()).as("remedies").isNotEmpty();
        if (verdict.condition().isFailure()) {
          assertThat((long) look * monitor.interval())
              .as("the steps until it was told, beside the monitor's delay")
              .isLessThanOrEqualTo(monitor.delay());
        }
        return;
      }
    }
    throw new AssertionError(
        "a run that has failed was not noticed in %d looks".formatted(PATIENCE));
  }

  private void assessIsRepeatable() {
    CollapseMonitor monitor = monitors.get();
    List<Verdict> first = verdicts(healthyRun, monitor, false);
    monitor.assess(failedRun.apply(0), State.empty());
    assertThat(verdicts(healthyRun, monitor, false)).isEqualTo(first);
    assertThat(verdicts(healthyRun, monitors.get(), false)).isEqualTo(first);
  }

  private void resumedEqualsUninterrupted() {
    List<ArrayObservation> run = new ArrayList<>(healthyRun);
    for (int look = 0; look < PATIENCE; look++) {
      run.add(failedRun.apply(look));
    }
    assertThat(verdicts(run, monitors.get(), true)).isEqualTo(verdicts(run, monitors.get(), false));
  }

  private void notFiniteIsSurvived() {
    double[][] features = new double[8][4];
    Arrays.fill(features[3], Double.NaN);
    ArrayObservation broken =
        ArrayObservation.of(features).withLosses(Double.POSITIVE_INFINITY, Double.NaN);
    assertThat(monitors.get().assess(broken, State.empty()).verdict()).isNotNull();
  }

  /** The verdicts of a run; if resumed, each by a new instance with a restored state. */
  private List<Verdict> verdicts(
      List<ArrayObservation> run, CollapseMonitor monitor, boolean resumed) {
    List<Verdict> verdicts = new ArrayList<>();
    State state = State.empty();
    for (ArrayObservation observation : run) {
      CollapseMonitor asked = resumed ? monitors.get() : monitor;
      State given = resumed ? StateRoundTrip.of(engine, state) : state;
      Assessment assessment = asked.assess(observation, given);
      verdicts.add(assessment.verdict());
      state = assessment.state();
    }
    return verdicts;
  }
}
