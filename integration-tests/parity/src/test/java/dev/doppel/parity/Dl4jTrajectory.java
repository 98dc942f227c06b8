package dev.doppel.parity;

import dev.doppel.dl4j.SelfSupervision;
import dev.doppel.runtime.step.StepListener;
import dev.doppel.spi.loss.Network;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.Sgd;

/** A golden trajectory, trained by the DL4J adapter, by plain SGD with DL4J's own updater. */
final class Dl4jTrajectory implements Trajectory {

  private static final Set<String> RUNNING = Set.of("mean", "var", "log10stdev");

  private final GoldenTrajectory golden;
  private final Map<String, double[]> states = new HashMap<>();
  private final SelfSupervision selfSupervision;

  Dl4jTrajectory(GoldenTrajectory golden, InstalledMethods methods) {
    this.golden = golden;
    this.selfSupervision =
        SelfSupervision.of(
            TrajectoryPlan.of(golden, methods, states), encoder(golden), new StepListener() {});
    if (golden.optimizer().isPresent()) {
      selfSupervision.useRecipeOptimizer();
    }
    for (Network network : Network.values()) {
      golden.initial().forEach((part, values) -> set(arrays(network, part), values));
    }
  }

  @Override
  public double[] run() {
    ComputationGraph network = selfSupervision.network();
    double[] losses = new double[golden.steps()];
    for (int step = 0; step < losses.length; step++) {
      INDArray[] views =
          golden.batches().get(step).stream().map(Dl4jTrajectory::array).toArray(INDArray[]::new);
      network.fit(views, new INDArray[0]);
      losses[step] = network.score();
    }
    return losses;
  }

  @Override
  public List<float[]> parameters(Network network, String part) {
    return arrays(network, part).stream().map(array -> array.dup('c').data().asFloat()).toList();
  }

  @Override
  public Map<String, double[]> states() {
    return states;
  }

  @Override
  public void close() {
    selfSupervision.network().close();
  }

  private static void set(List<INDArray> parameters, List<GoldenTensor> values) {
    for (int i = 0; i < parameters.size(); i++) {
      parameters.get(i).assign(array(values.get(i)));
    }
  }

  /** The trained parameters of a part in PyTorch's order and layout, as views. */
  private List<INDArray> arrays(Network network, String part) {
    String prefix = part.equals("encoder") ? "backbone." : part + "-";
    boolean shared = golden.finalTarget().isEmpty();
    if (network == Network.TARGET && (shared || part.equals("predictor"))) {
      return List.of();
    }
    List<Map.Entry<String, INDArray>> entries = new ArrayList<>();
    for (Map.Entry<String, INDArray> entry : selfSupervision.parameters(network).entrySet()) {
      if (entry.getKey().startsWith(prefix) && !RUNNING.contains(key(entry.getKey()))) {
        entries.add(entry);
      }
    }
    // DL4J has a convolution's bias before its weights; layers stay in order.
    List<String> layers = entries.stream().map(entry -> layer(entry.getKey())).distinct().toList();
    entries.sort(
        Comparator.comparingInt(
                (Map.Entry<String, INDArray> entry) -> layers.indexOf(layer(entry.getKey())))
            .thenComparing(entry -> key(entry.getKey()).equals("b") ? 1 : 0));
    return entries.stream()
        .map(entry -> inPyTorchsLayout(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static INDArray inPyTorchsLayout(String name, INDArray array) {
    boolean linear = key(name).equals("W") && array.rank() == 2;
    return linear ? array.transpose() : array.rank() == 4 ? array : array.reshape(array.length());
  }

  private static String key(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static String layer(String name) {
    return name.substring(0, name.lastIndexOf('.'));
  }

  private static INDArray array(GoldenTensor golden) {
    int[] sizes = golden.shape().toArray();
    long[] shape = new long[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      shape[i] = sizes[i];
    }
    return Nd4j.create(golden.floats(), shape, 'c');
  }

  /** DL4J's own plain SGD; any other optimiser is the plan's. */
  private static IUpdater updater(GoldenTrajectory golden) {
    return golden.optimizer().isPresent() ? new NoOp() : new Sgd(golden.parameter("learning_rate"));
  }

  private static ComputationGraph encoder(GoldenTrajectory golden) {
    GoldenTensor view = golden.batches().get(0).get(0);
    GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .updater(updater(golden))
            .graphBuilder()
            .addInputs("in")
            .setInputTypes(
                InputType.convolutional(
                    view.shape().size(2), view.shape().size(3), view.shape().size(1)));
    String last = "in";
    for (GoldenLayer layer : golden.layers().get("encoder")) {
      String name = "layer" + graph.getVertices().size();
      graph.addLayer(name, layer(layer), last);
      last = name;
    }
    ComputationGraph network = new ComputationGraph(graph.setOutputs(last).build());
    network.init();
    return network;
  }

  private static Layer layer(GoldenLayer layer) {
    return switch (layer.type()) {
      case "conv2d" ->
          new ConvolutionLayer.Builder(3, 3)
              .stride(2, 2)
              .padding(1, 1)
              .nOut(layer.size())
              .activation(Activation.IDENTITY)
              .build();
      case "batch_norm" -> new BatchNormalization.Builder().eps(1e-5).build();
      case "relu" -> new ActivationLayer.Builder().activation(Activation.RELU).build();
      case "global_avg_pool" -> new GlobalPoolingLayer(PoolingType.AVG);
      default -> throw new IllegalArgumentException("no DL4J layer for " + layer);
    };
  }
}
