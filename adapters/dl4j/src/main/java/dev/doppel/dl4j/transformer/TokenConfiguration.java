package dev.doppel.dl4j.transformer;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The configuration of a layer of tokens. DL4J writes the fields of its kinds to JSON and reads
 * them back, so each has a constructor without arguments and fields that are not final.
 */
abstract class TokenConfiguration extends BaseLayer {

  private static final long serialVersionUID = 1;

  /** The parameters, in the order in which they are laid out. */
  abstract List<TokenParameter> parameters();

  /** What tells two layers of tokens apart: the kind, then its settings. */
  abstract List<Object> settings();

  /** The numbers that the layer keeps for the backward pass, a sample. */
  abstract long keptNumbers(InputType inputType);

  /** The layer that runs. */
  abstract TokenLayer<?> layer(NeuralNetConfiguration conf, DataType type);

  @Override
  public org.deeplearning4j.nn.api.Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> trainingListeners,
      int layerIndex,
      INDArray layerParamsView,
      boolean initializeParams,
      DataType networkDataType) {
    TokenLayer<?> layer = layer(conf, networkDataType);
    layer.setListeners(trainingListeners);
    layer.setIndex(layerIndex);
    layer.setParamsViewArray(layerParamsView);
    layer.setParamTable(initializer().init(conf, layerParamsView, initializeParams));
    return layer;
  }

  @Override
  public ParamInitializer initializer() {
    return new TokenParameters();
  }

  @Override
  public void setNIn(InputType inputType, boolean override) {
    // The width of a token is a setting.
  }

  @Override
  public InputPreProcessor getPreProcessorForInputType(InputType inputType) {
    return null;
  }

  @Override
  public boolean isPretrainParam(String paramName) {
    return false;
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType inputType) {
    long count = initializer().numParams(this);
    return new LayerMemoryReport.Builder(
            getLayerName(), getClass(), inputType, getOutputType(-1, inputType))
        .standardMemory(count, getIUpdater().stateSize(count))
        .workingMemory(0, 0, 0, keptNumbers(inputType))
        .cacheMemory(0, 0)
        .build();
  }

  /** The tokens of an input, which is {@code [batch, tokens, width]}. */
  static long tokens(InputType inputType) {
    if (inputType instanceof InputType.InputTypeRecurrent tokens) {
      return tokens.getTimeSeriesLength();
    }
    throw new IllegalStateException(
        "expected tokens, InputType.recurrent(width, tokens, RNNFormat.NWC), but the input is "
            + inputType);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TokenConfiguration configuration
        && super.equals(other)
        && settings().equals(configuration.settings());
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), settings());
  }
}
