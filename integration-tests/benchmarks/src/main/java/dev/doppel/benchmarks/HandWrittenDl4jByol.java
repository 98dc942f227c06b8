package dev.doppel.benchmarks;

import dev.doppel.dl4j.network.Backbones;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Nesterovs;

/**
 * A BYOL step as a DL4J user would write it by hand: graphs that share parameters, external errors,
 * DL4J's own updater and an EMA over the parameter vector, with nothing of Doppel but the backbone,
 * which must be the same.
 */
final class HandWrittenDl4jByol implements Contender {

  private static final double MOMENTUM = 0.99;
  private static final int HIDDEN = 512;
  private static final int WIDTH = 128;

  private final Workload workload;
  private final ComputationGraph first;
  private final ComputationGraph second;
  private final ComputationGraph target;
  private int iteration;

  HandWrittenDl4jByol(Workload workload) {
    this.workload = workload;
    ComputationGraph backbone = Backbones.build(DoppelMethod.plan(workload));
    String end = backbone.getConfiguration().getNetworkOutputs().get(0);
    int width = Math.toIntExact(backbone.output(view(workload.first()))[0].size(1));
    target = head(backbone, end, "projector", width);
    first = head(target, "projector3", "predictor", WIDTH);
    second = new ComputationGraph(first.getConfiguration().clone());
    second.init(first.params(), false);
  }

  private static ComputationGraph head(
      ComputationGraph network, String end, String name, int width) {
    return new TransferLearning.GraphBuilder(network)
        .fineTuneConfiguration(
            new FineTuneConfiguration.Builder()
                .updater(new Nesterovs(0.05, 0.9))
                .l2(1e-4)
                .miniBatch(false)
                .build())
        .addLayer(name + 0, linear(width, HIDDEN), end)
        .addLayer(
            name + 1, new BatchNormalization.Builder().nIn(HIDDEN).nOut(HIDDEN).build(), name + 0)
        .addLayer(
            name + 2, new ActivationLayer.Builder().activation(Activation.RELU).build(), name + 1)
        .addLayer(name + 3, linear(HIDDEN, WIDTH), name + 2)
        .setOutputs(name + 3)
        .build();
  }

  private static DenseLayer linear(int in, int out) {
    return new DenseLayer.Builder().nIn(in).nOut(out).activation(Activation.IDENTITY).build();
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
    List<INDArray> errors = new ArrayList<>();
    try (INDArray firstView = view(workload.first());
        INDArray secondView = view(workload.second())) {
      INDArray firstTarget = target.output(true, firstView)[0];
      INDArray secondTarget = target.output(true, secondView)[0];
      errors.add(error(first.output(true, false, firstView)[0], secondTarget));
      errors.add(error(second.output(true, false, secondView)[0], firstTarget));
      Gradient gradient = first.backpropGradient(errors.get(0));
      second.backpropGradient(errors.get(1));
      first.getFlattenedGradients().addi(second.getFlattenedGradients());
      first
          .getUpdater()
          .update(gradient, iteration++, 0, workload.batch(), LayerWorkspaceMgr.noWorkspaces());
      first.params().subi(gradient.gradient());
    }
    INDArray online = first.params().get(NDArrayIndex.interval(0, target.numParams()));
    INDArray average = target.params();
    average.muli(MOMENTUM);
    Nd4j.getBlasWrapper().level1().axpy(average.length(), 1 - MOMENTUM, online, average);
  }

  /** The gradient of the mean of 2 - 2 cos by the predictions. */
  private static INDArray error(INDArray prediction, INDArray target) {
    INDArray norm = prediction.norm2(true, 1);
    INDArray direction = prediction.div(norm);
    INDArray goal = target.div(target.norm2(true, 1));
    INDArray cosine = direction.mul(goal).sum(true, 1);
    return direction.mul(cosine).subi(goal).divi(norm).muli(2.0 / prediction.size(0));
  }

  private INDArray view(float[] pixels) {
    long[] shape = {workload.batch(), workload.channels(), workload.size(), workload.size()};
    return Nd4j.create(pixels, shape, 'c');
  }
}
