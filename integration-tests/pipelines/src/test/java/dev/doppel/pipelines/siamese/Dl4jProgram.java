package dev.doppel.pipelines.siamese;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.L2NormalizeVertex;
import org.deeplearning4j.nn.conf.graph.StackVertex;
import org.deeplearning4j.nn.conf.graph.UnstackVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * Trains a siamese network of the user's own, of DL4J's vertices: two views pass one encoder, and
 * what they come out as should be the same. DL4J has no vertex that stops gradients.
 */
public final class Dl4jProgram {

  private static final int WIDTH = 64;

  private Dl4jProgram() {}

  public static ComputationGraph train(MultiDataSetIterator pairs, TrainingListener listener) {
    ComputationGraph network = new ComputationGraph(network());
    network.init();
    network.setListeners(listener);
    network.fit(pairs);
    return network;
  }

  private static ComputationGraphConfiguration network() {
    GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .seed(3)
            .updater(new Adam(1e-3))
            .graphBuilder()
            .addInputs("first", "second")
            .setInputTypes(InputType.feedForward(784), InputType.feedForward(784))
            .addVertex("both", new StackVertex(), "first", "second")
            .addLayer("dense1", dense(256, Activation.IDENTITY), "both")
            .addLayer("norm1", norm(Activation.RELU), "dense1")
            .addLayer("dense2", dense(128, Activation.IDENTITY), "norm1")
            .addLayer("norm2", norm(Activation.RELU), "dense2")
            .addLayer("dense3", dense(WIDTH, Activation.IDENTITY), "norm2")
            .addLayer("embedding", norm(Activation.IDENTITY), "dense3");
    for (int view = 0; view < 2; view++) {
      graph
          .addVertex("view" + view, new UnstackVertex(view, 2), "embedding")
          .addVertex("direction" + view, new L2NormalizeVertex(), "view" + view);
    }
    return graph
        .addVertex(
            "difference",
            new ElementWiseVertex(ElementWiseVertex.Op.Subtract),
            "direction0",
            "direction1")
        .addLayer(
            "same",
            new LossLayer.Builder(LossFunctions.LossFunction.L2)
                .activation(Activation.IDENTITY)
                .build(),
            "difference")
        .setOutputs("same")
        .build();
  }

  private static DenseLayer dense(int width, Activation activation) {
    return new DenseLayer.Builder().nOut(width).activation(activation).build();
  }

  private static BatchNormalization norm(Activation activation) {
    return new BatchNormalization.Builder().activation(activation).build();
  }
}
