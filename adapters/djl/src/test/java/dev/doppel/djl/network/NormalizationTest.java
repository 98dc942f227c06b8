package dev.doppel.djl.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import dev.doppel.runtime.network.BackboneKind;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class NormalizationTest {

  /** Some thousand products in float32 on numbers around 1. */
  private static final float ROUNDING = 1e-4f;

  private NDManager manager;
  private ParameterStore parameters;

  @BeforeEach
  void openManager() {
    manager = NDManager.newBaseManager("PyTorch");
    parameters = new ParameterStore(manager, false);
    parameters.setParameterServer(null, new Device[] {manager.getDevice()});
  }

  @AfterEach
  void closeManager() {
    manager.close();
  }

  @Test
  void standardizedConvolution_oneFilter_followsTheFormula() {
    Block convolution = new StandardizedConvolution(1, 3, 1);
    convolution.setInitializer(
        (owner, shape, type) -> owner.create(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, shape),
        Parameter.Type.WEIGHT);
    convolution.initialize(manager, DataType.FLOAT32, new Shape(1, 1, 3, 3));
    float[] pixels = {0, 0, 0, 0, 1, 0, 0, 0, 0};
    NDArray input = manager.create(pixels, new Shape(1, 1, 3, 3));

    float[] found =
        convolution.forward(parameters, new NDList(input), true).singletonOrThrow().toFloatArray();

    // The impulse gives the kernel back, turned around: (w - 5) / sqrt(60 / 9 + 1e-5).
    float[] expected = new float[9];
    for (int i = 0; i < 9; i++) {
      expected[i] = (float) ((9 - i - 5) / Math.sqrt(60.0 / 9 + 1e-5));
    }
    assertThat(found).containsExactly(expected, within(ROUNDING));
  }

  @Test
  void group_eachSample_isItsOwn() {
    for (String name : List.of("small-cnn", "resnet18")) {
      Block block = backbone(name, "group");
      NDArray two = manager.randomNormal(new Shape(2, 1, 16, 16));
      float[] together = forward(block, two);
      float[] alone = forward(block, two.get("0:1"));

      assertThat(Arrays.copyOf(together, alone.length)).containsExactly(alone, within(ROUNDING));
      assertThat(block.getParameters())
          .extracting(pair -> pair.getValue().getType())
          .doesNotContain(Parameter.Type.RUNNING_MEAN);
    }
  }

  @Test
  void group_gradients_reachEveryParameter() {
    Block block = backbone("small-cnn", "group");
    try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
      NDArray input = manager.randomNormal(new Shape(4, 1, 16, 16));
      NDArray output = block.forward(parameters, new NDList(input), true).singletonOrThrow();
      collector.backward(output.mul(output).mul(output).sum());
    }
    for (Pair<String, Parameter> parameter : block.getParameters()) {
      float norm = parameter.getValue().getArray().getGradient().norm().getFloat();
      assertThat(norm).as(parameter.getKey()).isPositive().isFinite();
    }
  }

  @Test
  void none_convolutions_haveABias() {
    assertThat(backbone("small-cnn", "none").getParameters())
        .extracting(pair -> pair.getValue().getType())
        .containsOnly(Parameter.Type.WEIGHT, Parameter.Type.BIAS);
  }

  private float[] forward(Block block, NDArray input) {
    return block.forward(parameters, new NDList(input), true).singletonOrThrow().toFloatArray();
  }

  private Block backbone(String name, String normalization) {
    List<Option<?>> options = BackboneKind.options().get(name);
    Map<String, String> texts =
        name.equals("small-cnn")
            ? Map.of("normalization", normalization, "filters", "16", "layers", "2")
            : Map.of("normalization", normalization);
    Block block = Backbones.build(name, Options.parse(options, texts), 16, 1, 3);
    block.initialize(manager, DataType.FLOAT32, new Shape(1, 1, 16, 16));
    return block;
  }
}
