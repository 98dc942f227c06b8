package dev.doppel.runtime.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.doppel.runtime.network.TransformerWeights.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TransformerWeightsTest {

  private static final VisionTransformer NETWORK =
      new VisionTransformer(64, 2, 2, 4, 28, 3, true, 0);

  @Test
  void shapes_ofASmallNetwork_byHand() {
    assertThat(TransformerWeights.shapes(new VisionTransformer(8, 1, 2, 4, 12, 3, true, 0)))
        .usingRecursiveComparison()
        .isEqualTo(
            inOrder(
                "patch-projection.weight", new long[] {8, 3, 4, 4},
                "patch-projection.bias", new long[] {8},
                "class-token", new long[] {8},
                "positions", new long[] {10, 8},
                "block-0.norm1.scale", new long[] {8},
                "block-0.norm1.shift", new long[] {8},
                "block-0.query-key-value.weight", new long[] {24, 8},
                "block-0.query-key-value.bias", new long[] {24},
                "block-0.output.weight", new long[] {8, 8},
                "block-0.output.bias", new long[] {8},
                "block-0.norm2.scale", new long[] {8},
                "block-0.norm2.shift", new long[] {8},
                "block-0.perceptron1.weight", new long[] {32, 8},
                "block-0.perceptron1.bias", new long[] {32},
                "block-0.perceptron2.weight", new long[] {8, 32},
                "block-0.perceptron2.bias", new long[] {8},
                "norm.scale", new long[] {8},
                "norm.shift", new long[] {8}));
  }

  private static Map<String, long[]> inOrder(Object... namesAndShapes) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    for (int i = 0; i < namesAndShapes.length; i += 2) {
      shapes.put((String) namesAndShapes[i], (long[]) namesAndShapes[i + 1]);
    }
    return shapes;
  }

  @Test
  void shapes_fixedPositions_areNoParameter() {
    VisionTransformer fixed = new VisionTransformer(64, 2, 2, 4, 28, 3, false, 0);
    assertThat(TransformerWeights.shapes(fixed)).doesNotContainKey("positions");
    assertThat(TransformerWeights.shapes(NETWORK)).containsKey("positions");
  }

  @Test
  void draw_shapesAndOrder_areThoseAnnounced() {
    Map<String, Parameter> parameters = TransformerWeights.draw(NETWORK, 5);
    Map<String, long[]> shapes = TransformerWeights.shapes(NETWORK);
    assertThat(List.copyOf(parameters.keySet())).isEqualTo(List.copyOf(shapes.keySet()));
    parameters.forEach(
        (name, parameter) -> {
          long count = 1;
          for (long size : parameter.shape()) {
            count *= size;
          }
          assertThat(parameter.shape()).as(name).isEqualTo(shapes.get(name));
          assertThat(parameter.values()).as(name).hasSize(Math.toIntExact(count));
        });
  }

  @Test
  void draw_matrices_areUniformWithinTheirBounds() {
    // Square roots of 6 / (in + out).
    expectUniform("patch-projection.weight", Math.sqrt(6.0 / (48 + 64)));
    expectUniform("block-1.query-key-value.weight", Math.sqrt(6.0 / (64 + 64)));
    expectUniform("block-0.output.weight", Math.sqrt(6.0 / (64 + 64)));
    expectUniform("block-0.perceptron1.weight", Math.sqrt(6.0 / (64 + 256)));
    expectUniform("block-1.perceptron2.weight", Math.sqrt(6.0 / (64 + 256)));
  }

  private static void expectUniform(String name, double bound) {
    float[] values = TransformerWeights.draw(NETWORK, 5).get(name).values();
    double largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    // The largest of three thousand or more is within 1% of the bound but for a chance of 1e-13.
    assertThat(largest).as(name).isBetween(0.99 * bound, bound);
    // A uniform's deviation is bound / sqrt(3); that of a sample is within 5% of it.
    assertThat(deviation(values)).as(name).isCloseTo(bound / Math.sqrt(3), within(0.05 * bound));
  }

  @Test
  void draw_tokensAndPositions_areNormal() {
    Map<String, Parameter> parameters = TransformerWeights.draw(NETWORK, 5);
    // Of 64 and of 3,200 numbers: five standard errors, 0.44 and 0.06.
    assertThat(deviation(parameters.get("class-token").values())).isCloseTo(1e-6, within(0.44e-6));
    assertThat(deviation(parameters.get("positions").values())).isCloseTo(0.02, within(0.0013));
  }

  private static double deviation(float[] values) {
    double squares = 0;
    for (float value : values) {
      squares += (double) value * value;
    }
    return Math.sqrt(squares / values.length);
  }

  @Test
  void draw_biasesAndNorms_areZerosAndOnes() {
    TransformerWeights.draw(NETWORK, 5)
        .forEach(
            (name, parameter) -> {
              if (name.endsWith(".bias") || name.endsWith(".shift")) {
                assertThat(parameter.values()).as(name).containsOnly(0);
              } else if (name.endsWith(".scale")) {
                assertThat(parameter.values()).as(name).containsOnly(1);
              }
            });
  }

  @Test
  void draw_seed_decidesAll() {
    Map<String, Parameter> first = TransformerWeights.draw(NETWORK, 5);
    Map<String, Parameter> again = TransformerWeights.draw(NETWORK, 5);
    Map<String, Parameter> other = TransformerWeights.draw(NETWORK, 6);
    for (String name : first.keySet()) {
      assertThat(again.get(name).values()).as(name).isEqualTo(first.get(name).values());
    }
    assertThat(other.get("class-token").values()).isNotEqualTo(first.get("class-token").values());
  }
}
