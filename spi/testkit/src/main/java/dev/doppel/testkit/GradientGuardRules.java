package dev.doppel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.doppel.spi.guard.GradientDecision;
import dev.doppel.spi.guard.GradientGuard;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.target.ParameterRole;
import dev.doppel.spi.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.DynamicTest;

/** The contract of gradient guards. */
final class GradientGuardRules {

  private static final long STEPS = 100;

  /** Scaling by a factor of at most 1 may still round a norm up in its last digit. */
  private static final double ROUNDING = 1e-12;

  private final Supplier<GradientGuard> guards;
  private final ArrayEngine engine = new ArrayEngine();

  GradientGuardRules(Supplier<GradientGuard> guards) {
    this.guards = guards;
  }

  List<DynamicTest> tests() {
    return List.of(
        dynamicTest("guard_ordinaryGradients_pass", this::ordinaryGradientsPass),
        dynamicTest("guard_enlargesNothing", this::enlargesNothing),
        dynamicTest("guard_notFinite_isSurvived", this::notFiniteIsSurvived),
        dynamicTest("guard_repeated_isTheSame", this::guardIsRepeatable),
        dynamicTest("guard_resumed_equalsUninterrupted", this::resumedEqualsUninterrupted));
  }

  private void ordinaryGradientsPass() {
    GradientGuard guard = guards.get();
    State state = State.empty();
    for (int index = 0; index < 20; index++) {
      GradientDecision decision =
          guard.guard(ArrayGradients.example(10L * index), state, step(guard, index));
      state = decision.state();
      assertThat(decision.applyStep()).as("whether step %d is taken", index).isTrue();
      assertThat(decision.verdict().condition().isFailure()).as("%s", decision.verdict()).isFalse();
    }
  }

  private void enlargesNothing() {
    GradientGuard guard = guards.get();
    for (long index : new long[] {0, STEPS - 1}) {
      ArrayGradients gradients = ArrayGradients.example(1);
      List<Double> before = gradients.norms();
      guard.guard(gradients, State.empty(), step(guard, index));
      List<Double> after = gradients.norms();
      for (int i = 0; i < before.size(); i++) {
        assertThat(after.get(i))
            .as("norm of %s", gradients.parameters().get(i).name())
            .isLessThanOrEqualTo(before.get(i) * (1 + ROUNDING));
      }
    }
  }

  private void notFiniteIsSurvived() {
    GradientGuard guard = guards.get();
    for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      ArrayGradients gradients = ArrayGradients.example(1);
      gradients.add(
          "projector.linear2.weight", ParameterRole.WEIGHT, DoubleArray.of(Shape.of(2), value, 1));
      assertThat(guard.guard(gradients, State.empty(), step(guard, 0)).verdict()).isNotNull();
    }
  }

  private void guardIsRepeatable() {
    GradientGuard guard = guards.get();
    List<Object> first = run(guard, false);
    guard.guard(ArrayGradients.example(99), State.empty(), step(guard, 50));
    assertThat(run(guard, false)).isEqualTo(first);
  }

  private void resumedEqualsUninterrupted() {
    assertThat(run(guards.get(), true)).isEqualTo(run(guards.get(), false));
  }

  /** All that a run shows; if resumed, each step by a new instance with a restored state. */
  private List<Object> run(GradientGuard guard, boolean resumed) {
    List<Object> seen = new ArrayList<>();
    State state = State.empty();
    for (int index = 0; index < 10; index++) {
      GradientGuard asked = resumed ? guards.get() : guard;
      State given = resumed ? StateRoundTrip.of(engine, state) : state;
      ArrayGradients gradients = ArrayGradients.example(10L * index);
      GradientDecision decision = asked.guard(gradients, given, step(asked, index));
      seen.add(decision.applyStep());
      seen.add(decision.verdict());
      seen.add(gradients.norms());
      state = decision.state();
    }
    return seen;
  }

  private static Step step(GradientGuard guard, long index) {
    return Step.of(index, STEPS).resolve(guard);
  }
}
