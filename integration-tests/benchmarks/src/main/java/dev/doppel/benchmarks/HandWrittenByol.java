package dev.doppel.benchmarks;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.util.Pair;
import dev.doppel.djl.network.Backbones;
import dev.doppel.runtime.network.BackboneKind;
import dev.doppel.spi.option.Options;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A BYOL step as a DJL user would write it by hand: blocks, a gradient collector, DJL's own SGD and
 * an EMA loop, with nothing of Doppel but the backbone, which must be the same.
 */
final class HandWrittenByol implements Contender {

  private static final double MOMENTUM = 0.99;

  private final Model model = Model.newInstance("hand-written", Device.cpu(), "PyTorch");
  private final NDManager manager = model.getNDManager();
  private final ParameterStore parameters = new ParameterStore(manager, false);
  private final Optimizer optimizer =
      Optimizer.sgd()
          .setLearningRateTracker(Tracker.fixed(0.05f))
          .optMomentum(0.9f)
          .optWeightDecays(1e-4f)
          .build();
  private final SequentialBlock online;
  private final SequentialBlock target;
  private final Block predictor = head();
  private final List<Parameter> trained = new ArrayList<>();
  private final List<NDArray> onlineValues = new ArrayList<>();
  private final List<NDArray> targetValues = new ArrayList<>();
  private final Workload workload;

  HandWrittenByol(Workload workload) {
    this.workload = workload;
    parameters.setParameterServer(null, new Device[] {Device.cpu()});
    online = new SequentialBlock().add(backbone()).add(head());
    target = new SequentialBlock().add(backbone()).add(head());
    Shape input = workload.shape();
    online.initialize(manager, DataType.FLOAT32, input);
    target.initialize(manager, DataType.FLOAT32, input);
    predictor.initialize(manager, DataType.FLOAT32, new Shape(workload.batch(), 128));
    pairParameters();
  }

  private Block backbone() {
    return Backbones.build(
        workload.backbone(),
        Options.parse(BackboneKind.options().get(workload.backbone()), workload.backboneOptions()),
        workload.size(),
        workload.channels(),
        7);
  }

  private static SequentialBlock head() {
    return new SequentialBlock()
        .add(Linear.builder().setUnits(512).build())
        .add(BatchNorm.builder().build())
        .add(Activation.reluBlock())
        .add(Linear.builder().setUnits(128).build());
  }

  private void pairParameters() {
    List<Parameter> targets = new ArrayList<>(target.getParameters().values());
    int position = 0;
    for (Pair<String, Parameter> parameter : online.getParameters()) {
      Parameter counterpart = targets.get(position++);
      parameter.getValue().getArray().copyTo(counterpart.getArray());
      counterpart.freeze(true);
      if (parameter.getValue().requiresGradient()) {
        onlineValues.add(parameter.getValue().getArray().stopGradient());
        targetValues.add(counterpart.getArray().stopGradient());
        trained.add(parameter.getValue());
      }
    }
    for (Pair<String, Parameter> parameter : predictor.getParameters()) {
      if (parameter.getValue().requiresGradient()) {
        trained.add(parameter.getValue());
      }
    }
  }

  @Override
  public double run(int rounds) {
    long begin = System.nanoTime();
    for (int round = 0; round < rounds; round++) {
      step();
    }
    return (System.nanoTime() - begin) / 1e9;
  }

  private void step() {
    try (NDManager scope = manager.newSubManager()) {
      NDArray first = view(scope, workload.first());
      NDArray second = view(scope, workload.second());
      try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
        NDArray firstPrediction = forward(predictor, forward(online, first));
        NDArray secondPrediction = forward(predictor, forward(online, second));
        NDArray firstTarget = forward(target, first);
        NDArray secondTarget = forward(target, second);
        NDArray loss =
            similarity(firstPrediction, secondTarget)
                .add(similarity(secondPrediction, firstTarget))
                .mul(-2)
                .add(4);
        collector.backward(loss);
      }
      for (Parameter parameter : trained) {
        NDArray array = parameter.getArray();
        try (NDArray gradient = array.getGradient()) {
          optimizer.update(parameter.getId(), array, gradient);
        }
      }
      for (int i = 0; i < targetValues.size(); i++) {
        try (NDArray change = onlineValues.get(i).mul(1 - MOMENTUM)) {
          targetValues.get(i).muli(MOMENTUM).addi(change);
        }
      }
    }
  }

  private NDArray view(NDManager scope, float[] pixels) {
    return scope.create(FloatBuffer.wrap(pixels), workload.shape());
  }

  private NDArray forward(Block block, NDArray input) {
    return block.forward(parameters, new NDList(input), true).singletonOrThrow();
  }

  private static NDArray similarity(NDArray left, NDArray right) {
    return left.normalize(2, 1).mul(right.normalize(2, 1)).sum(new int[] {1}).mean();
  }

  @Override
  public void close() {
    model.close();
  }
}
