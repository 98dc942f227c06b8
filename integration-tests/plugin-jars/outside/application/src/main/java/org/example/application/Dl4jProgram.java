package org.example.application;

import dev.doppel.dl4j.SelfSupervision;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Trains a network on images for an epoch, as a recipe says, and goes on from a checkpoint if there
 * is one. Arguments: the recipe's file and the checkpoint's.
 */
public final class Dl4jProgram {

  private static final int BATCHES = 4;
  private static final int BATCH = 16;
  private static final int SIZE = 16;

  private Dl4jProgram() {}

  /**
   * Trains.
   *
   * @param arguments the recipe's file and the checkpoint's
   * @throws Exception if something fails
   */
  public static void main(String[] arguments) throws Exception {
    Path recipe = Path.of(arguments[0]);
    Path checkpoint = Path.of(arguments[1]);
    List<DataSet> batches = new ArrayList<>();
    for (int batch = 0; batch < BATCHES; batch++) {
      batches.add(
          new DataSet(Nd4j.rand(DataType.FLOAT, BATCH, 1, SIZE, SIZE), Nd4j.zeros(BATCH, 1)));
    }
    DataSetIterator images = new ExistingDataSetIterator(batches);
    SelfSupervision learning = SelfSupervision.load(recipe, backbone(), images);
    if (Files.exists(checkpoint)) {
      learning.restoreCheckpoint(checkpoint);
    }
    learning.network().fit(images);
    learning.saveCheckpoint(checkpoint);
    System.out.println("trained");
  }

  private static ComputationGraph backbone() {
    ComputationGraph network =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(new Adam(1e-3))
                .graphBuilder()
                .addInputs("images")
                .setInputTypes(InputType.convolutional(SIZE, SIZE, 1))
                .addLayer(
                    "convolution",
                    new ConvolutionLayer.Builder(3, 3)
                        .stride(2, 2)
                        .nOut(8)
                        .activation(Activation.RELU)
                        .build(),
                    "images")
                .setOutputs("convolution")
                .build());
    network.init();
    return network;
  }
}
