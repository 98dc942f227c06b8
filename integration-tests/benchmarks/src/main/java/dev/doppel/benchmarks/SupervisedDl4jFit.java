package dev.doppel.benchmarks;

import dev.doppel.dl4j.network.Backbones;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * DL4J's own {@code fit} of backbone, projector and predictor with labels, on a batch of both
 * views' images: forwards and backwards it does the work of SimSiam.
 */
final class SupervisedDl4jFit implements Contender {

  private static final int HIDDEN = 512;
  private static final int WIDTH = 128;

  private final Workload workload;
  private final ComputationGraph network;
  private final INDArray labels;

  SupervisedDl4jFit(Workload workload) {
    this.workload = workload;
    this.labels = Nd4j.rand(DataType.FLOAT, 2L * workload.batch(), WIDTH);
    ComputationGraph backbone = Backbones.build(DoppelMethod.plan(workload));
    INDArray images = images();
    int width = Math.toIntExact(backbone.output(images)[0].size(1));
    images.close();
    TransferLearning.GraphBuilder graph =
        new TransferLearning.GraphBuilder(backbone)
            .fineTuneConfiguration(
                new FineTuneConfiguration.Builder()
                    .updater(new Nesterovs(0.05, 0.9))
                    .l2(1e-4)
                    .build());
    String end = backbone.getConfiguration().getNetworkOutputs().get(0);
    end = head(graph, "projector", end, width);
    end = head(graph, "predictor", end, WIDTH);
    network =
        graph
            .addLayer(
                "loss",
                new LossLayer.Builder(LossFunction.MSE).activation(Activation.IDENTITY).build(),
                end)
            .setOutputs("loss")
            .build();
  }

  private static String head(
      TransferLearning.GraphBuilder graph, String name, String end, int width) {
    graph
        .addLayer(name + 0, linear(width, HIDDEN), end)
        .addLayer(
            name + 1, new BatchNormalization.Builder().nIn(HIDDEN).nOut(HIDDEN).build(), name + 0)
        .addLayer(
            name + 2, new ActivationLayer.Builder().activation(Activation.RELU).build(), name + 1)
        .addLayer(name + 3, linear(HIDDEN, WIDTH), name + 2);
    return name + 3;
  }

  private static DenseLayer linear(int in, int out) {
    return new DenseLayer.Builder().nIn(in).nOut(out).activation(Activation.IDENTITY).build();
  }

  private INDArray images() {
    int length = workload.first().length;
    float[] pixels = new float[2 * length];
    System.arraycopy(workload.first(), 0, pixels, 0, length);
    System.arraycopy(workload.second(), 0, pixels, length, length);
    long[] shape = {2L * workload.batch(), workload.channels(), workload.size(), workload.size()};
    return Nd4j.create(pixels, shape, 'c');
  }

  @Override
  public double run(int rounds) {
    long begin = System.nanoTime();
    for (int round = 0; round < rounds; round++) {
      try (INDArray batch = images()) {
        network.fit(new INDArray[] {batch}, new INDArray[] {labels});
      }
    }
    return (System.nanoTime() - begin) / 1e9;
  }

  @Override
  public void close() {
    network.close();
  }
}
