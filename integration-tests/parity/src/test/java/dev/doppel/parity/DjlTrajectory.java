package dev.doppel.parity;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.util.Pair;
import dev.doppel.djl.SelfSupervision;
import dev.doppel.runtime.step.StepListener;
import dev.doppel.spi.loss.Network;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A golden trajectory, trained by the DJL adapter. */
final class DjlTrajectory implements Trajectory {

  private final GoldenTrajectory golden;
  private final Map<String, double[]> states = new HashMap<>();
  private final SelfSupervision selfSupervision;
  private final Model model;
  private final Trainer trainer;

  DjlTrajectory(GoldenTrajectory golden, InstalledMethods methods, Device device) {
    this.golden = golden;
    this.selfSupervision =
        SelfSupervision.of(
            TrajectoryPlan.of(golden, methods, states),
            () -> encoder(golden),
            new StepListener() {});
    this.model = Model.newInstance("trajectory", device, DjlEngine.NAME);
    this.trainer =
        selfSupervision.newTrainer(
            model,
            new DefaultTrainingConfig(Loss.l2Loss())
                .optDevices(new Device[] {device})
                .optOptimizer(selfSupervision.optimizer()));
    trainer.initialize(shape(golden.batches().get(0).get(0)));
    for (Network network : Network.values()) {
      golden.initial().forEach((part, values) -> set(blocks(network, part), values));
    }
  }

  @Override
  public double[] run() {
    double[] losses = new double[golden.steps()];
    for (int step = 0; step < losses.length; step++) {
      try (NDManager scope = trainer.getManager().newSubManager()) {
        NDList views = new NDList();
        golden.batches().get(step).forEach(view -> views.add(DjlEngine.array(scope, view)));
        try (GradientCollector collector = trainer.newGradientCollector()) {
          NDArray loss = trainer.getLoss().evaluate(new NDList(), trainer.forward(views));
          losses[step] = loss.getFloat();
          collector.backward(loss);
        }
        trainer.step();
      }
    }
    return losses;
  }

  @Override
  public List<float[]> parameters(Network network, String part) {
    return blocks(network, part).stream()
        .map(parameter -> parameter.getArray().toFloatArray())
        .toList();
  }

  @Override
  public Map<String, double[]> states() {
    return states;
  }

  @Override
  public void close() {
    trainer.close();
    model.close();
  }

  private static void set(List<Parameter> parameters, List<GoldenTensor> values) {
    for (int i = 0; i < parameters.size(); i++) {
      NDArray array = parameters.get(i).getArray();
      try (NDArray value = DjlEngine.array(array.getManager(), values.get(i));
          NDArray detached = array.stopGradient()) {
        detached.set(new NDIndex("..."), value);
      }
    }
  }

  /** The parameters of a part that have golden values; none where the network lacks the part. */
  private List<Parameter> blocks(Network network, String part) {
    String name = part.equals("encoder") ? "backbone" : part;
    List<Parameter> online = parametersOf(name);
    List<Parameter> chosen = network == Network.ONLINE ? online : parametersOf("target" + name);
    List<Parameter> trained = new ArrayList<>();
    for (int i = 0; i < chosen.size(); i++) {
      // A batch norm without scale and shift has them in DJL too, but they are not trained.
      if (online.get(i).requiresGradient()) {
        trained.add(chosen.get(i));
      }
    }
    return trained;
  }

  private List<Parameter> parametersOf(String child) {
    for (Pair<String, Block> block : selfSupervision.block().getChildren()) {
      // DJL puts a number before a child's name.
      if (block.getKey().substring(2).toLowerCase(Locale.ROOT).equals(child)) {
        return block.getValue().getParameters().values();
      }
    }
    return List.of();
  }

  private static Block encoder(GoldenTrajectory golden) {
    SequentialBlock block = new SequentialBlock();
    for (GoldenLayer layer : golden.layers().get("encoder")) {
      block.add(
          switch (layer.type()) {
            case "conv2d" ->
                Conv2d.builder()
                    .setFilters(layer.size())
                    .setKernelShape(new Shape(3, 3))
                    .optStride(new Shape(2, 2))
                    .optPadding(new Shape(1, 1))
                    .build();
            case "batch_norm" -> BatchNorm.builder().optEpsilon(1e-5f).build();
            case "relu" -> Activation.reluBlock();
            case "global_avg_pool" -> Pool.globalAvgPool2dBlock();
            default -> throw new IllegalArgumentException("no block for layer " + layer);
          });
    }
    return block;
  }

  private static Shape shape(GoldenTensor view) {
    int[] sizes = view.shape().toArray();
    return new Shape(sizes[0], sizes[1], sizes[2], sizes[3]);
  }
}
