package dev.doppel.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import dev.doppel.djl.network.SeededInitializer;
import dev.doppel.runtime.network.InitialWeights;
import dev.doppel.runtime.network.InitialWeights.Distribution;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against DJL's own forward pass, bit for bit: the same operations run in the same order. */
final class FrugalForwardTest {

  private static final Shape INPUT = new Shape(4, 6);

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
  void run_network_sameOutput() {
    Block network = network();
    try (NDManager batch = manager.newSubManager()) {
      NDArray input = input(batch);
      float[] expected = network.forward(parameters, new NDList(input), true).head().toFloatArray();
      assertThat(frugal(network, input).toFloatArray()).isEqualTo(expected);
    }
  }

  @Test
  void run_network_sameGradients() {
    Block network = network();
    List<float[]> expected = gradients(network, false);
    clearGradients(network);
    List<float[]> found = gradients(network, true);
    assertThat(found).hasSize(7);
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i)).isEqualTo(expected.get(i));
    }
  }

  @Test
  void run_network_onlyInputAndOutputStayOpen() {
    Block network = network();
    try (NDManager batch = manager.newSubManager()) {
      NDArray input = input(batch);
      NDArray output = frugal(network, input);
      assertThat(batch.getManagedArrays()).containsExactlyInAnyOrder(input, output);
      assertThat(output.getManager()).isSameAs(batch);
      assertThat(input.getManager()).isSameAs(batch);
    }
  }

  @Test
  void run_layersThatReturnTheirInput_inputStaysOpen() {
    Block network = new SequentialBlock().add(Blocks.identityBlock()).add(Blocks.identityBlock());
    network.initialize(manager, DataType.FLOAT32, INPUT);
    try (NDManager batch = manager.newSubManager()) {
      NDArray input = input(batch);
      assertThat(frugal(network, input)).isSameAs(input);
      assertThat(input.toFloatArray()).hasSize(24);
    }
  }

  @Test
  void run_intermediateOutputsAsked_allStayOpen() {
    SequentialBlock network = new SequentialBlock().add(linear()).add(Activation.reluBlock());
    network.setReturnIntermediate(true);
    network.initialize(manager, DataType.FLOAT32, INPUT);
    try (NDManager batch = manager.newSubManager()) {
      NDList outputs = FrugalForward.run(network, parameters, new NDList(input(batch)), true);
      assertThat(outputs).hasSize(2);
      outputs.forEach(output -> assertThat(output.toFloatArray()).hasSize(24));
    }
  }

  private Block network() {
    Block residual =
        new ParallelBlock(
            branches -> new NDList(branches.get(0).head().add(branches.get(1).head())),
            List.of(
                Blocks.identityBlock(),
                new SequentialBlock().add(linear()).add(Activation.reluBlock()).add(linear())));
    Block network =
        new SequentialBlock()
            .add(linear())
            .add(Activation.reluBlock())
            .add(new SequentialBlock().add(residual).add(Activation.reluBlock()))
            .add(Linear.builder().setUnits(3).optBias(false).build());
    network.setInitializer(
        new SeededInitializer(new InitialWeights(Distribution.UNIFORM_FAN_IN, 5)),
        Parameter.Type.WEIGHT);
    network.initialize(manager, DataType.FLOAT32, INPUT);
    return network;
  }

  private static Block linear() {
    return Linear.builder().setUnits(6).build();
  }

  private static NDArray input(NDManager batch) {
    float[] values = new float[24];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(i);
    }
    return batch.create(values, INPUT);
  }

  private NDArray frugal(Block network, NDArray input) {
    return FrugalForward.run(network, parameters, new NDList(input), true).singletonOrThrow();
  }

  private List<float[]> gradients(Block network, boolean frugal) {
    try (NDManager batch = manager.newSubManager();
        GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
      NDArray input = input(batch);
      NDArray output =
          frugal
              ? frugal(network, input)
              : network.forward(parameters, new NDList(input), true).singletonOrThrow();
      collector.backward(output.square().sum());
    }
    List<float[]> gradients = new ArrayList<>();
    for (Pair<String, Parameter> parameter : network.getParameters()) {
      try (NDArray gradient = parameter.getValue().getArray().getGradient()) {
        gradients.add(gradient.toFloatArray());
      }
    }
    return gradients;
  }

  private static void clearGradients(Block network) {
    for (Pair<String, Parameter> parameter : network.getParameters()) {
      DjlGradients.clear(parameter.getValue());
    }
  }
}
