package dev.doppel.dl4j.network;

import dev.doppel.runtime.network.Normalization;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * A graph that grows layer by layer, with PyTorch's defaults: sizes are known on the way, so that
 * every layer is told its input's.
 */
final class LayerChain {

  private static final double EPSILON = 1e-5;
  private static final double DECAY = 0.9;
  private static final String INPUT = "input";
  private static final String OUTPUT = "output";
  private static final String NORM = "norm";

  private final GraphBuilder graph;
  private int added;
  private Point end;

  /**
   * Where the chain has come to.
   *
   * @param vertex the last vertex
   * @param channels the channels of its map, or the width of its vector
   * @param size the height and width of its map; 0 for a vector
   */
  record Point(String vertex, int channels, int size) {}

  LayerChain(int channels, int imageSize, long seed) {
    this.graph =
        new NeuralNetConfiguration.Builder()
            // DL4J would take the time for it, and set its own generator to that.
            .seed(seed)
            // The recipe's optimiser makes the steps.
            .updater(new NoOp())
            .convolutionMode(ConvolutionMode.Truncate)
            .graphBuilder()
            .addInputs(INPUT);
    this.end = new Point(INPUT, channels, imageSize);
  }

  Point end() {
    return end;
  }

  /** Goes on from an earlier point. */
  LayerChain from(Point point) {
    end = point;
    return this;
  }

  /** A convolution and what normalises it. */
  LayerChain convolution(int filters, int kernel, int stride, Normalization normalization) {
    return switch (normalization.kind()) {
      case BATCH -> convolution(filters, kernel, stride, false).batchNorm(true);
      case NONE -> convolution(filters, kernel, stride, true);
      case GROUP -> throw new IllegalArgumentException("no layer for " + normalization);
    };
  }

  private LayerChain convolution(int filters, int kernel, int stride, boolean bias) {
    int padding = (kernel - 1) / 2;
    String name = name("convolution");
    graph.addLayer(
        name,
        new ConvolutionLayer.Builder(kernel, kernel)
            .stride(stride, stride)
            .padding(padding, padding)
            .nIn(end.channels())
            .nOut(filters)
            .hasBias(bias)
            .activation(Activation.IDENTITY)
            .build(),
        end.vertex());
    end = new Point(name, filters, (end.size() + 2 * padding - kernel) / stride + 1);
    return this;
  }

  LayerChain linear(int units) {
    String name = name("linear");
    graph.addLayer(
        name,
        new DenseLayer.Builder()
            .nIn(end.channels())
            .nOut(units)
            .hasBias(false)
            .activation(Activation.IDENTITY)
            .build(),
        end.vertex());
    end = new Point(name, units, 0);
    return this;
  }

  LayerChain batchNorm(boolean affine) {
    String name = name(NORM);
    graph.addLayer(
        name,
        new BatchNormalization.Builder()
            .nIn(end.channels())
            .nOut(end.channels())
            .eps(EPSILON)
            .decay(DECAY)
            .useLogStd(false)
            .lockGammaBeta(!affine)
            .build(),
        end.vertex());
    end = new Point(name, end.channels(), end.size());
    return this;
  }

  LayerChain relu() {
    String name = name("relu");
    graph.addLayer(
        name, new ActivationLayer.Builder().activation(Activation.RELU).build(), end.vertex());
    end = new Point(name, end.channels(), end.size());
    return this;
  }

  LayerChain maxPool(int kernel, int stride, int padding) {
    String name = name("pool");
    graph.addLayer(
        name,
        new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
            .kernelSize(kernel, kernel)
            .stride(stride, stride)
            .padding(padding, padding)
            .build(),
        end.vertex());
    end = new Point(name, end.channels(), (end.size() + 2 * padding - kernel) / stride + 1);
    return this;
  }

  LayerChain averagePool() {
    String name = name("average");
    graph.addLayer(name, new GlobalPoolingLayer(PoolingType.AVG), end.vertex());
    end = new Point(name, end.channels(), 0);
    return this;
  }

  /** A map as a vector, channel by channel. */
  LayerChain flatten() {
    String name = name("flatten");
    graph.addVertex(
        name,
        new PreprocessorVertex(
            new CnnToFeedForwardPreProcessor(end.size(), end.size(), end.channels())),
        end.vertex());
    end = new Point(name, end.channels() * end.size() * end.size(), 0);
    return this;
  }

  /** The sum with another point of the chain. */
  LayerChain add(Point other) {
    String name = name("sum");
    graph.addVertex(
        name, new ElementWiseVertex(ElementWiseVertex.Op.Add), end.vertex(), other.vertex());
    end = new Point(name, end.channels(), end.size());
    return this;
  }

  /** The graph, which ends where the chain does. */
  ComputationGraphConfiguration build() {
    if (end.vertex().startsWith(NORM)) {
      // DL4J cannot run a batch norm over vectors as the last vertex outside of training.
      graph.addVertex(OUTPUT, new ScaleVertex(1), end.vertex());
      end = new Point(OUTPUT, end.channels(), end.size());
    }
    return graph.setOutputs(end.vertex()).build();
  }

  private String name(String kind) {
    return kind + added++;
  }
}
