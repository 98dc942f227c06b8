package dev.doppel.dl4j.transformer;

import dev.doppel.dl4j.transformer.TokenParameter.Start;
import dev.doppel.runtime.network.VisionTransformer;
import dev.doppel.spi.target.ParameterRole;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Turns images into tokens: {@code [batch, channels, size, size]} into {@code [batch, 1 + grid *
 * grid, width]}, for any size that patches divide (arXiv 2010.11929). The first token is the class
 * token. Positions are added, learned ones interpolated for another grid than theirs, fixed ones
 * computed. No gradient goes back to the images: the layer comes first.
 */
public final class PatchEmbedding extends TokenConfiguration {

  private static final long serialVersionUID = 1;

  private static final double CLASS_TOKEN_DEVIATION = 1e-6;
  private static final double POSITION_DEVIATION = 0.02;

  @JsonProperty private int width;
  @JsonProperty private int patchSize;
  @JsonProperty private int channels;
  @JsonProperty private int grid;
  @JsonProperty private boolean learnedPositions;

  /** For DL4J, which fills the fields in when it reads a configuration. */
  public PatchEmbedding() {
    // All fields are written afterwards.
  }

  /**
   * Creates the first layer of a network.
   *
   * @param network the network
   */
  public PatchEmbedding(VisionTransformer network) {
    this.width = network.width();
    this.patchSize = network.patchSize();
    this.channels = network.channels();
    this.grid = network.grid();
    this.learnedPositions = network.learnedPositions();
  }

  int width() {
    return width;
  }

  int patchSize() {
    return patchSize;
  }

  int channels() {
    return channels;
  }

  /** The patches along one side that learned positions are for. */
  int grid() {
    return grid;
  }

  boolean learnedPositions() {
    return learnedPositions;
  }

  /** The numbers of a patch. */
  long pixels() {
    return (long) channels * patchSize * patchSize;
  }

  @Override
  List<TokenParameter> parameters() {
    List<TokenParameter> parameters = new ArrayList<>();
    parameters.add(
        new TokenParameter(
            PatchEmbeddingLayer.WEIGHT,
            ParameterRole.WEIGHT,
            Start.glorot(pixels(), width),
            width,
            channels,
            patchSize,
            patchSize));
    parameters.add(
        new TokenParameter(PatchEmbeddingLayer.BIAS, ParameterRole.BIAS, Start.constant(0), width));
    // Added to what comes before, as biases are, and like them without weight decay.
    parameters.add(
        new TokenParameter(
            PatchEmbeddingLayer.CLASS_TOKEN,
            ParameterRole.BIAS,
            Start.normal(CLASS_TOKEN_DEVIATION),
            width));
    if (learnedPositions) {
      parameters.add(
          new TokenParameter(
              PatchEmbeddingLayer.POSITIONS,
              ParameterRole.BIAS,
              Start.normal(POSITION_DEVIATION),
              1L + (long) grid * grid,
              width));
    }
    return parameters;
  }

  @Override
  List<Object> settings() {
    return List.of(PatchEmbedding.class, width, patchSize, channels, grid, learnedPositions);
  }

  @Override
  long keptNumbers(InputType inputType) {
    return inputType.arrayElementsPerExample();
  }

  @Override
  TokenLayer<?> layer(NeuralNetConfiguration conf, DataType type) {
    return new PatchEmbeddingLayer(conf, type);
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType inputType) {
    if (inputType instanceof InputType.InputTypeConvolutional images) {
      long side = images.getHeight() / patchSize;
      return InputType.recurrent(width, 1 + side * side, RNNFormat.NWC);
    }
    throw new IllegalStateException("expected images, but the input is " + inputType);
  }
}
