package dev.doppel.guards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.spi.guard.CollapseGuard;
import dev.doppel.spi.guard.Condition;
import dev.doppel.spi.guard.GradientDecision;
import dev.doppel.spi.guard.GradientGuard;
import dev.doppel.spi.option.Options;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.target.ParameterRole;
import dev.doppel.testkit.ArrayGradients;
import dev.doppel.testkit.CollapseGuardContract;
import dev.doppel.testkit.DoubleArray;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class GradientSpikeGuardTest extends CollapseGuardContract {

  @Override
  protected CollapseGuard guard() {
    return create(Map.of("warm-up", "0", "window", "3"));
  }

  @Test
  void guard_medianOfFewNorms_isExact() {
    List<GradientDecision> decisions =
        decisions(Map.of("window", "3", "warm-up", "0"), 4, 1, 3, 2, 9, 1);

    assertThat(figures(decisions, "norm")).containsExactly(4.0, 1.0, 3.0, 2.0, 9.0, 1.0);
    // Of {4}, {4, 1}, {4, 1, 3}, {1, 3, 2} and {3, 2, 9}; the first step has none before it.
    assertThat(figures(decisions, "median")).containsExactly(4.0, 2.5, 3.0, 2.0, 3.0);
  }

  @Test
  void guard_recordAll_hasAFigureForEachLayer() {
    List<GradientDecision> decisions = decisions(Map.of("record", "all"), 2, 3);

    assertThat(decisions.get(1).verdict().figures())
        .containsEntry("norm", 3.0)
        .containsEntry("backbone.conv1", 3.0)
        .hasSizeGreaterThan(3);
    assertThat(decisions(Map.of(), 2, 3).get(1).verdict().figures())
        .containsOnlyKeys("norm", "median");
  }

  @Test
  void guard_spike_isAWarningWithItsFigures() {
    List<GradientDecision> decisions = decisions(Map.of("warm-up", "0"), 2, 2, 2, 20, 20.5, 2);

    assertThat(conditions(decisions))
        .containsExactly(
            Condition.HEALTHY,
            Condition.HEALTHY,
            Condition.HEALTHY,
            Condition.HEALTHY,
            Condition.WARNING,
            Condition.HEALTHY);
    assertThat(decisions).allMatch(GradientDecision::applyStep);
    assertThat(decisions.get(4).verdict().seen())
        .isEqualTo(
            "a gradient norm of 20.5 of the first layer, backbone.conv1, 10.3 times the median 2.00"
                + " of up to 50 steps before, the limit being 10.0");
    assertThat(decisions.get(4).verdict().figures())
        .containsEntry("norm", 20.5)
        .containsEntry("median", 2.0);
  }

  @Test
  void guard_skip_takesAllStepsButTheSpike() {
    List<GradientDecision> decisions =
        decisions(Map.of("warm-up", "0", "reaction", "skip"), 2, 2, 30, 2);

    assertThat(decisions.stream().map(GradientDecision::applyStep))
        .containsExactly(true, true, false, true);
    assertThat(decisions.get(2).verdict().condition()).isEqualTo(Condition.WARNING);
    assertThat(decisions.get(2).verdict().seen()).endsWith("; the step is skipped");
  }

  @Test
  void guard_skipsNothingButNotFinite_isDivergenceAfterAWindow() {
    List<GradientDecision> decisions =
        decisions(
            Map.of("window", "3", "reaction", "skip"),
            Double.NaN,
            Double.NaN,
            2,
            Double.NaN,
            Double.NaN,
            Double.NaN);

    assertThat(conditions(decisions))
        .containsExactly(
            Condition.WARNING,
            Condition.WARNING,
            Condition.HEALTHY,
            Condition.WARNING,
            Condition.WARNING,
            Condition.DIVERGENCE);
    assertThat(decisions.get(5).applyStep()).isFalse();
    assertThat(decisions.get(5).verdict().seen())
        .isEqualTo(
            "a gradient that is not finite, of the first layer, backbone.conv1, for 3 steps in a row,"
                + " which were skipped");
  }

  @Test
  void guard_stop_isDivergence() {
    List<GradientDecision> decisions =
        decisions(Map.of("warm-up", "0", "reaction", "stop"), 2, 2, 30);

    assertThat(conditions(decisions))
        .containsExactly(Condition.HEALTHY, Condition.HEALTHY, Condition.DIVERGENCE);
  }

  @Test
  void guard_warmUp_saysNothingOfFiniteNorms() {
    List<GradientDecision> decisions = decisions(Map.of("warm-up", "4"), 2, 2, 90, 2, 90);

    assertThat(conditions(decisions).subList(0, 4)).containsOnly(Condition.HEALTHY);
    assertThat(conditions(decisions).get(4)).isEqualTo(Condition.WARNING);
  }

  @Test
  void guard_notFinite_isASpikeAtOnceAndIsNotCounted() {
    List<GradientDecision> decisions =
        decisions(Map.of("reaction", "skip"), Double.NaN, Double.POSITIVE_INFINITY, 2, 2);

    assertThat(decisions.stream().map(GradientDecision::applyStep))
        .containsExactly(false, false, true, true);
    assertThat(decisions.get(0).verdict().seen())
        .isEqualTo(
            "a gradient that is not finite, of the first layer, backbone.conv1; the step is"
                + " skipped");
    assertThat(decisions.get(3).verdict().figures()).containsEntry("median", 2.0);
  }

  @Test
  void guard_normsStayHigh_areNoSpikesAfterHalfTheWindow() {
    List<Double> norms = new ArrayList<>(Collections.nCopies(10, 1.0));
    norms.addAll(Collections.nCopies(10, 50.0));

    List<GradientDecision> decisions =
        decisions(
            Map.of("warm-up", "0", "window", "10", "reaction", "skip"),
            norms.stream().mapToDouble(Double::doubleValue).toArray());

    // With five of ten high, the median is the mean of 1 and 50, and 50 under ten times that.
    for (int i = 0; i < decisions.size(); i++) {
      assertThat(decisions.get(i).applyStep()).as("step %d", i).isEqualTo(i < 10 || i >= 15);
    }
  }

  @Test
  void guard_firstLayerFrozen_isHealthy() {
    List<GradientDecision> decisions = decisions(Map.of("warm-up", "0"), 0, 0, 0, 5);

    assertThat(conditions(decisions)).containsOnly(Condition.HEALTHY);
  }

  @Test
  void guard_weightAndBias_countTogether() {
    ArrayGradients gradients = new ArrayGradients();
    gradients.add("backbone.conv1.weight", ParameterRole.WEIGHT, DoubleArray.ofRows(row(3)));
    gradients.add("backbone.conv1.bias", ParameterRole.BIAS, DoubleArray.ofRows(row(4)));
    gradients.add("backbone.conv2.weight", ParameterRole.WEIGHT, DoubleArray.ofRows(row(100)));

    GradientDecision decision = create(Map.of()).guard(gradients, State.empty(), Step.of(0, 10));

    assertThat(decision.verdict().figures()).isEqualTo(Map.of("norm", 5.0));
  }

  private static List<Condition> conditions(List<GradientDecision> decisions) {
    return decisions.stream().map(decision -> decision.verdict().condition()).toList();
  }

  /** A figure at each step that has it. */
  private static List<Double> figures(List<GradientDecision> decisions, String name) {
    return decisions.stream()
        .map(decision -> decision.verdict().figures())
        .filter(figures -> figures.containsKey(name))
        .map(figures -> figures.get(name))
        .toList();
  }

  /** What is decided step by step, where the first layer's gradient has the given norms. */
  private static List<GradientDecision> decisions(Map<String, String> texts, double... norms) {
    GradientGuard guard = create(texts);
    List<GradientDecision> decisions = new ArrayList<>();
    State state = State.empty();
    for (double norm : norms) {
      ArrayGradients gradients = new ArrayGradients();
      gradients.add("backbone.conv1.weight", ParameterRole.WEIGHT, DoubleArray.ofRows(row(norm)));
      // Another layer's gradient never counts.
      gradients.add("backbone.conv2.weight", ParameterRole.WEIGHT, DoubleArray.ofRows(row(1e6)));
      GradientDecision decision = guard.guard(gradients, state, Step.of(decisions.size(), 1000));
      state = decision.state();
      decisions.add(decision);
    }
    return decisions;
  }

  private static double[] row(double value) {
    return new double[] {value};
  }

  private static GradientGuard create(Map<String, String> texts) {
    GradientSpikeGuardFactory factory = new GradientSpikeGuardFactory();
    return (GradientGuard) factory.create(Options.parse(factory.options(), texts));
  }
}
