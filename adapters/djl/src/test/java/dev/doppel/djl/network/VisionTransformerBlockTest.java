package dev.doppel.djl.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import dev.doppel.runtime.network.StochasticDepth;
import dev.doppel.runtime.network.TransformerWeights;
import dev.doppel.runtime.network.VisionTransformer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What golden vectors do not say: start, memory, stochastic depth and bad input. */
final class VisionTransformerBlockTest {

  private static final long SEED = 3;
  private static final int BATCH = 6;

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

  private static VisionTransformer network(boolean learned, double dropPath) {
    return new VisionTransformer(8, 3, 2, 4, 12, 1, learned, dropPath);
  }

  private VisionTransformerBlock block(VisionTransformer network) {
    VisionTransformerBlock block = new VisionTransformerBlock(network, SEED);
    block.initialize(manager, DataType.FLOAT32, new Shape(BATCH, 1, 12, 12));
    return block;
  }

  private static NDArray images(NDManager owner, int size) {
    float[] values = new float[BATCH * size * size];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(i);
    }
    return owner.create(values, new Shape(BATCH, 1, size, size));
  }

  private float[] forward(VisionTransformerBlock block, boolean training) {
    try (NDManager batch = manager.newSubManager()) {
      return block
          .forward(parameters, new NDList(images(batch, 12)), training)
          .singletonOrThrow()
          .toFloatArray();
    }
  }

  @Test
  void initialize_parameters_areThoseOfEveryBackend() {
    VisionTransformer network = network(true, 0);
    VisionTransformerBlock block = block(network);
    Map<String, TransformerWeights.Parameter> expected = TransformerWeights.draw(network, SEED);
    assertThat(block.getParameters().keys()).isEqualTo(List.copyOf(expected.keySet()));
    assertThat(block.getParameters().keyAt(0)).isEqualTo("patch-projection.weight");
    expected.forEach(
        (name, parameter) -> {
          NDArray found = block.getParameters().get(name).getArray();
          assertThat(found.getShape().getShape()).as(name).isEqualTo(parameter.shape());
          assertThat(found.toFloatArray()).as(name).isEqualTo(parameter.values());
          assertThat(found.hasGradient()).as(name).isTrue();
        });
  }

  @Test
  void types_byParameter_decideWhatDecays() {
    VisionTransformerBlock block = new VisionTransformerBlock(network(true, 0), SEED);
    List<String> weights = new ArrayList<>();
    block
        .getParameters()
        .forEach(
            pair -> {
              if (pair.getValue().getType() == Parameter.Type.WEIGHT) {
                weights.add(pair.getKey());
              }
            });
    // The patch projection, and four matrices a block.
    assertThat(weights).hasSize(1 + 3 * 4).allMatch(name -> name.endsWith(".weight"));
    assertThat(block.getParameters().get("positions").getType()).isEqualTo(Parameter.Type.BIAS);
    assertThat(block.getParameters().get("class-token").getType()).isEqualTo(Parameter.Type.BIAS);
    assertThat(block.getParameters().get("norm.scale").getType()).isEqualTo(Parameter.Type.GAMMA);
    assertThat(block.getParameters().get("norm.shift").getType()).isEqualTo(Parameter.Type.BETA);
  }

  @Test
  void forward_anyMode_onlyInputAndOutputStayOpen() {
    for (boolean learned : new boolean[] {false, true}) {
      VisionTransformerBlock block = block(network(learned, 0.5));
      for (int size : new int[] {12, 8}) {
        for (boolean training : new boolean[] {false, true}) {
          try (NDManager batch = manager.newSubManager()) {
            NDArray input = images(batch, size);
            NDArray output =
                block.forward(parameters, new NDList(input), training).singletonOrThrow();
            assertThat(batch.getManagedArrays()).containsExactlyInAnyOrder(input, output);
            assertThat(output.getShape()).isEqualTo(new Shape(BATCH, 8));
          }
        }
      }
    }
  }

  @Test
  void forward_manyPasses_nothingGathersBesideTheParameters() {
    for (boolean learned : new boolean[] {false, true}) {
      VisionTransformerBlock block = block(network(learned, 0.5));
      List<Integer> counts = new ArrayList<>();
      for (int pass = 0; pass < 4; pass++) {
        for (int size : new int[] {12, 8, 16}) {
          try (NDManager batch = manager.newSubManager();
              GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            NDArray input = images(batch, size);
            NDArray output = block.forward(parameters, new NDList(input), true).singletonOrThrow();
            collector.backward(output.square().sum());
            block.attention(parameters, input);
          }
        }
        counts.add(manager.getManagedArrays().size());
      }
      // The first round keeps the positions of each grid.
      assertThat(counts).containsOnly(counts.get(0));
    }
  }

  @Test
  void forward_stochasticDepth_inTrainingOfTheOnlineNetworkAlone() {
    VisionTransformerBlock whole = block(network(false, 0));
    VisionTransformerBlock online = block(network(false, 0.5));
    VisionTransformerBlock target = block(network(false, 0.5));
    target.freezeParameters(true);
    float[] expected = forward(whole, false);
    assertThat(forward(online, false)).isEqualTo(expected);
    assertThat(forward(target, true)).isEqualTo(expected);
    // Where gradients are asked for PyTorch takes other kernels, which round otherwise.
    assertThat(forward(whole, true)).containsExactly(expected, within(1e-5f));
    assertThat(largestDifference(forward(online, true), expected)).isGreaterThan(0.01);
  }

  private static double largestDifference(float[] found, float[] expected) {
    double largest = 0;
    for (int i = 0; i < found.length; i++) {
      largest = Math.max(largest, Math.abs(found[i] - expected[i]));
    }
    return largest;
  }

  @Test
  void forward_stochasticDepth_isAFunctionOfSeedAndCount() {
    VisionTransformerBlock one = block(network(false, 0.5));
    VisionTransformerBlock other = block(network(false, 0.5));
    float[] first = forward(one, true);
    // What happens outside training counts for nothing.
    forward(other, false);
    assertThat(forward(other, true)).isEqualTo(first);
    float[] second = forward(one, true);
    assertThat(second).isNotEqualTo(first);
    assertThat(forward(other, true)).isEqualTo(second);
  }

  @Test
  void apply_factors_scaleEachSampleOfEachBranch() {
    VisionTransformer network = network(false, 0.5);
    StochasticDepth chance = new StochasticDepth(network, SEED);
    float[] expected = chance.factors(7, BATCH);
    try (NDManager batch = manager.newSubManager();
        BranchFactors factors = BranchFactors.draw(network, chance, 7, BATCH, batch)) {
      for (int block = 0; block < 3; block++) {
        for (int branch = 0; branch < 2; branch++) {
          NDArray output = batch.ones(new Shape(BATCH, 2, 1));
          factors.apply(block, branch, output);
          float[] found = output.toFloatArray();
          for (int sample = 0; sample < BATCH; sample++) {
            float factor = expected[(block * 2 + branch) * BATCH + sample];
            assertThat(found[2 * sample]).isEqualTo(factor);
            assertThat(found[2 * sample + 1]).isEqualTo(factor);
          }
        }
      }
    }
  }

  @Test
  void forward_positionsOfAnotherManager_areMadeAnew() {
    VisionTransformerBlock block = block(network(false, 0));
    float[] expected = forward(block, false);
    try (NDManager first = manager.newSubManager()) {
      for (Parameter parameter : block.getParameters().values()) {
        parameter.getArray().attach(first);
      }
      assertThat(forward(block, false)).isEqualTo(expected);
      for (Parameter parameter : block.getParameters().values()) {
        parameter.getArray().attach(manager);
      }
    }
    // The positions that belonged to the closed manager are gone.
    assertThat(forward(block, false)).isEqualTo(expected);
  }

  @Test
  void attention_ofEachHead_sumsToOne() {
    VisionTransformerBlock block = block(network(true, 0));
    for (int size : new int[] {12, 20}) {
      int tokens = 1 + (size / 4) * (size / 4);
      try (NDManager batch = manager.newSubManager()) {
        NDArray input = images(batch, size);
        NDArray weights = block.attention(parameters, input);
        assertThat(weights.getShape()).isEqualTo(new Shape(BATCH, 2, tokens));
        assertThat(batch.getManagedArrays()).containsExactlyInAnyOrder(input, weights);
        for (float sum : weights.sum(new int[] {2}).toFloatArray()) {
          // Up to twenty-six float32 numbers.
          assertThat(sum).isCloseTo(1, within(1e-6f));
        }
      }
    }
  }

  @Test
  void forward_otherInputs_areRefused() {
    VisionTransformerBlock block = block(network(false, 0));
    for (Shape shape :
        List.of(new Shape(2, 3, 12, 12), new Shape(2, 1, 12, 8), new Shape(2, 144))) {
      try (NDManager batch = manager.newSubManager()) {
        NDList input = new NDList(batch.zeros(shape));
        assertThatThrownBy(() -> block.forward(parameters, input, false))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage(
                "a vision transformer for 1 channels takes images of [batch, 1, size, size], not "
                    + shape);
      }
    }
    try (NDManager batch = manager.newSubManager()) {
      NDList input = new NDList(batch.zeros(new Shape(2, 1, 10, 10)));
      assertThatThrownBy(() -> block.forward(parameters, input, false))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("patches of 4 pixels do not divide a view of 10 pixels");
    }
  }
}
