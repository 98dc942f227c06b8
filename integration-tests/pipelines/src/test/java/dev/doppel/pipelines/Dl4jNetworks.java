package dev.doppel.pipelines;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** A user's own networks, of DL4J's layers. */
public final class Dl4jNetworks {

  private Dl4jNetworks() {}

  public static ComputationGraphConfiguration backbone() {
    return layers().setOutputs("relu2").build();
  }

  public static ComputationGraphConfiguration classifier() {
    return layers().addLayer("classes", classes(), "relu2").setOutputs("classes").build();
  }

  /** A network over rows of numbers. */
  static ComputationGraphConfiguration ofRows(int width) {
    return settings()
        .graphBuilder()
        .addInputs("rows")
        .addLayer("dense", new DenseLayer.Builder().nIn(width).nOut(width).build(), "rows")
        .setOutputs("dense")
        .build();
  }

  static OutputLayer classes(int inputs) {
    return new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
        .activation(Activation.SOFTMAX)
        .nIn(inputs)
        .nOut(10)
        .build();
  }

  private static OutputLayer classes() {
    return new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
        .activation(Activation.SOFTMAX)
        .nOut(10)
        .build();
  }

  /** The same as a list of layers. */
  static MultiLayerConfiguration listOfLayers() {
    return list().setInputType(InputType.convolutional(28, 28, 1)).build();
  }

  static MultiLayerConfiguration listWithClasses() {
    return list().layer(classes()).setInputType(InputType.convolutional(28, 28, 1)).build();
  }

  private static ListBuilder list() {
    return settings()
        .list()
        .layer(convolution(16))
        .layer(new BatchNormalization())
        .layer(relu())
        .layer(convolution(32))
        .layer(new BatchNormalization())
        .layer(relu());
  }

  private static GraphBuilder layers() {
    return settings()
        .graphBuilder()
        .addInputs("images")
        .setInputTypes(InputType.convolutional(28, 28, 1))
        .addLayer("convolution1", convolution(16), "images")
        .addLayer("norm1", new BatchNormalization(), "convolution1")
        .addLayer("relu1", relu(), "norm1")
        .addLayer("convolution2", convolution(32), "relu1")
        .addLayer("norm2", new BatchNormalization(), "convolution2")
        .addLayer("relu2", relu(), "norm2");
  }

  private static NeuralNetConfiguration.Builder settings() {
    return new NeuralNetConfiguration.Builder().seed(3).updater(new Adam(1e-3));
  }

  private static ConvolutionLayer convolution(int filters) {
    return new ConvolutionLayer.Builder(3, 3).stride(2, 2).padding(1, 1).nOut(filters).build();
  }

  private static ActivationLayer relu() {
    return new ActivationLayer.Builder().activation(Activation.RELU).build();
  }
}
