package dev.doppel.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.runtime.network.TransformerWeights;
import dev.doppel.runtime.network.VisionTransformer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * An adapter's vision transformer against the golden vectors: output, attention and all gradients.
 * One subclass an adapter.
 */
abstract class TransformerParity {

  // What the golden vectors' README demands of a float32 backend, of each tensor's largest entry.
  private static final double FORWARD = 1e-5;
  private static final double GRADIENT = 1e-4;

  /**
   * What an adapter makes of a case, each tensor row by row.
   *
   * @param output the class token after the last norm
   * @param attention the last block's weights by image, head and patch
   * @param gradients the gradients by the parameters, by name
   * @param inputGradient the gradient by the images; empty where the adapter computes none
   */
  record Evaluation(
      float[] output, float[] attention, Map<String, float[]> gradients, float[] inputGradient) {}

  /** The platform under test, in this test's words. */
  abstract String platform();

  abstract Evaluation evaluate(GoldenTransformer golden);

  @TestFactory
  List<DynamicTest> transformers() {
    List<GoldenTransformer> cases = GoldenDirectory.configured().transformers();
    List<DynamicTest> tests = new ArrayList<>();
    for (GoldenTransformer golden : cases) {
      tests.add(DynamicTest.dynamicTest(golden.name(), () -> check(golden)));
    }
    tests.add(
        DynamicTest.dynamicTest(
            "vision transformers that were run",
            () ->
                System.out.printf(
                    "golden vision transformers on %s: %d cases run%n", platform(), cases.size())));
    return tests;
  }

  private void check(GoldenTransformer golden) {
    VisionTransformer network =
        VisionTransformer.of(golden.options(), golden.imageSize(), golden.channels());
    assertThat(golden.parameters().keySet())
        .as("the parameters of %s", golden.name())
        .containsExactlyElementsOf(TransformerWeights.shapes(network).keySet());
    Evaluation found = evaluate(golden);
    compare("output", golden.output(), found.output(), FORWARD);
    compare("attention", golden.attention(), found.attention(), FORWARD);
    assertThat(found.gradients().keySet())
        .containsExactlyInAnyOrderElementsOf(golden.gradients().keySet());
    golden
        .gradients()
        .forEach(
            (name, expected) ->
                compare("gradient by " + name, expected, found.gradients().get(name), GRADIENT));
    if (found.inputGradient().length > 0) {
      compare("gradient by the input", golden.inputGradient(), found.inputGradient(), GRADIENT);
    }
  }

  private static void compare(String what, GoldenTensor expected, float[] found, double tolerance) {
    double[] values = expected.data();
    assertThat(found).as(what).hasSameSizeAs(values);
    double allowed = tolerance * expected.largest();
    for (int i = 0; i < values.length; i++) {
      assertThat(Math.abs(found[i] - values[i]))
          .as("%s, element %d: expected %s, found %s", what, i, values[i], found[i])
          .isLessThanOrEqualTo(allowed);
    }
  }
}
