package dev.doppel.benchmarks;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.doppel.runtime.training.ViewBlock;
import java.nio.FloatBuffer;

/**
 * A method's step as a DJL user would write it by hand: blocks, a gradient collector, DJL's own
 * SGD, an EMA loop, and the loss in plain arrays.
 */
final class HandWrittenMethod implements Contender {

  private final Model model = Model.newInstance("hand-written", Device.cpu(), "PyTorch");
  private final MethodWorkload workload;
  private final HandWrittenNetworks networks;
  private final HandWrittenLoss loss;
  private final Optimizer optimizer;

  HandWrittenMethod(MethodWorkload workload) {
    this.workload = workload;
    this.networks = new HandWrittenNetworks(model, workload);
    this.loss = HandWrittenLoss.of(workload, model.getNDManager());
    this.optimizer =
        Optimizer.sgd()
            .setLearningRateTracker(
                Tracker.fixed((float) workload.number("optimizer.learning-rate")))
            .optMomentum((float) workload.number("optimizer.momentum"))
            .optWeightDecays((float) workload.number("optimizer.weight-decay"))
            .build();
  }

  @Override
  public double run(int rounds) {
    long begin = System.nanoTime();
    float latest = 0;
    for (int round = 0; round < rounds; round++) {
      latest = step(round == rounds - 1);
    }
    if (Float.isNaN(latest)) {
      throw new IllegalStateException("the loss of " + workload.method() + " is not a number");
    }
    return (System.nanoTime() - begin) / 1e9;
  }

  /** Reads the loss at the end of a round only. */
  private float step(boolean read) {
    try (NDManager scope = model.getNDManager().newSubManager()) {
      NDList views = new NDList();
      for (ViewBlock view : workload.batch().views()) {
        Shape shape = new Shape(view.batch(), view.channels(), view.size(), view.size());
        views.add(scope.create(FloatBuffer.wrap(view.pixels()), shape));
      }
      NDArray value;
      try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
        value = loss.compute(networks, views);
        collector.backward(value);
      }
      networks.update(optimizer);
      if (workload.hasTarget()) {
        networks.moveTarget(workload.number("target-update.momentum"));
      }
      loss.afterStep();
      return read ? value.getFloat() : 0;
    }
  }

  @Override
  public void close() {
    model.close();
  }
}
