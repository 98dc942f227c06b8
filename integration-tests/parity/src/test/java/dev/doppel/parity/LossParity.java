package dev.doppel.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.doppel.parity.TensorEngine.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs the golden cases of losses on an engine: loss, gradients by each prediction, and the state
 * after the step. One subclass an engine.
 */
abstract class LossParity {

  /**
   * What may differ.
   *
   * @param relative of the loss, as a share of it
   * @param absolute of the loss; the larger bound counts
   * @param gradient of a gradient, as a share of its largest entry; of a state as well
   */
  record Tolerance(double relative, double absolute, double gradient) {}

  /** Under this temperature logits are large, and float32 rounds them more coarsely. */
  private static final double LOW_TEMPERATURE = 0.1;

  /** What the golden vectors' README demands of a float32 backend. */
  static Tolerance float32(GoldenLossCase golden) {
    boolean steep =
        golden.name().contains("s50")
            || golden.name().contains("s0.001")
            || golden.parameters().entrySet().stream()
                .anyMatch(
                    parameter ->
                        parameter.getKey().endsWith("temperature")
                            && Double.parseDouble(parameter.getValue()) < LOW_TEMPERATURE);
    return new Tolerance(1e-5, 1e-6, steep ? 1e-3 : 1e-4);
  }

  /** The engine under test, in this test's words. */
  abstract String engineName();

  abstract TensorEngine engine();

  abstract Tolerance tolerance(GoldenLossCase golden);

  @TestFactory
  List<DynamicTest> losses() {
    InstalledMethods methods = new InstalledMethods();
    NotInstalled notInstalled = new NotInstalled("losses on " + engineName());
    List<DynamicTest> tests = new ArrayList<>();
    for (GoldenLossCase golden : GoldenDirectory.configured().losses()) {
      if (notInstalled.count(golden.method(), methods.has(golden.method()))) {
        tests.add(DynamicTest.dynamicTest(golden.name(), () -> check(methods, golden)));
      }
    }
    tests.add(
        DynamicTest.dynamicTest(
            "cases whose method is not installed",
            () -> notInstalled.report(GoldenDirectory.mustBeComplete())));
    return tests;
  }

  private void check(InstalledMethods methods, GoldenLossCase golden) {
    Tolerance tolerance = tolerance(golden);
    LossComputation computation =
        new LossComputation(
            golden
                .shaper()
                .map(shaper -> methods.create(golden.method(), shaper, golden.options()))
                .orElseGet(() -> methods.create(golden.method(), golden.options())));
    Evaluation found = engine().evaluate(golden.inputs(), golden.gradients().keySet(), computation);

    double allowed = Math.max(tolerance.absolute(), tolerance.relative() * Math.abs(golden.loss()));
    assertThat(found.loss())
        .as("loss of %s", golden.name())
        .isCloseTo(golden.loss(), within(allowed));
    golden
        .gradients()
        .forEach(
            (role, gradients) -> {
              for (int view = 0; view < gradients.size(); view++) {
                compare(
                    "gradient of %s by %s of view %d".formatted(golden.name(), role, view),
                    found.gradients().get(role).get(view),
                    gradients.get(view),
                    tolerance.gradient());
              }
            });
    for (Map.Entry<String, GoldenTensor> state : golden.stateAfter().entrySet()) {
      String name = LossComputation.stateName(state.getKey());
      assertThat(found.stateAfter()).as("state after %s", golden.name()).containsKey(name);
      compare(
          "%s after %s".formatted(name, golden.name()),
          found.stateAfter().get(name),
          state.getValue(),
          tolerance.gradient());
    }
  }

  private static void compare(
      String what, double[] found, GoldenTensor expected, double tolerance) {
    double[] data = expected.data();
    assertThat(found).as("size of %s", what).hasSameSizeAs(data);
    double allowed = tolerance * expected.largest();
    for (int i = 0; i < found.length; i++) {
      double difference = Math.abs(found[i] - data[i]);
      // Written so that a NaN fails.
      if (!(difference <= allowed)) {
        throw new AssertionError(
            "%s, element %d: expected %s, found %s; they may differ by %s"
                .formatted(what, i, data[i], found[i], allowed));
      }
    }
  }
}
