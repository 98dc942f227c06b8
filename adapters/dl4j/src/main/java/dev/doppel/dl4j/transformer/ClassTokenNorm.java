package dev.doppel.dl4j.transformer;

import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The layer norm of the class token, {@code [batch, tokens, width]} into {@code [batch, width]}
 * (arXiv 2010.11929).
 */
public final class ClassTokenNorm extends TokenConfiguration {

  private static final long serialVersionUID = 1;

  @JsonProperty private int width;

  /** For DL4J, which fills the fields in when it reads a configuration. */
  public ClassTokenNorm() {
    // All fields are written afterwards.
  }

  /**
   * Creates the last layer of a network.
   *
   * @param width the width of a token
   */
  public ClassTokenNorm(int width) {
    this.width = width;
  }

  int width() {
    return width;
  }

  @Override
  List<TokenParameter> parameters() {
    return List.of(TokenParameter.norm("", width));
  }

  @Override
  List<Object> settings() {
    return List.of(ClassTokenNorm.class, width);
  }

  @Override
  long keptNumbers(InputType inputType) {
    return width + 1L;
  }

  @Override
  TokenLayer<?> layer(NeuralNetConfiguration conf, DataType type) {
    return new ClassTokenNormLayer(conf, type);
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType inputType) {
    tokens(inputType);
    return InputType.feedForward(width);
  }
}
