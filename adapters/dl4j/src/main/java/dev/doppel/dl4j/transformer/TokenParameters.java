package dev.doppel.dl4j.transformer;

import dev.doppel.spi.target.ParameterRole;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Lays the parameters of a layer of tokens out, one after another, in C order. */
final class TokenParameters implements ParamInitializer {

  @Override
  public long numParams(NeuralNetConfiguration conf) {
    return numParams(conf.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    return declared(layer).stream().mapToLong(TokenParameter::count).sum();
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return declared(layer).stream().map(TokenParameter::key).toList();
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return keys(layer, ParameterRole.WEIGHT);
  }

  @Override
  public List<String> biasKeys(Layer layer) {
    return keys(layer, ParameterRole.BIAS);
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return weightKeys(layer).contains(key);
  }

  @Override
  public boolean isBiasParam(Layer layer, String key) {
    return biasKeys(layer).contains(key);
  }

  private static List<String> keys(Layer layer, ParameterRole role) {
    return declared(layer).stream()
        .filter(parameter -> parameter.role() == role)
        .map(TokenParameter::key)
        .toList();
  }

  private static List<TokenParameter> declared(Layer layer) {
    return ((TokenConfiguration) layer).parameters();
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration conf, INDArray paramsView, boolean initializeParams) {
    Map<String, INDArray> views = views(conf, paramsView);
    for (TokenParameter parameter : declared(conf.getLayer())) {
      conf.addVariable(parameter.key());
      if (initializeParams) {
        parameter.start().fill(views.get(parameter.key()));
      }
    }
    return views;
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray gradientView) {
    return views(conf, gradientView);
  }

  private static Map<String, INDArray> views(NeuralNetConfiguration conf, INDArray vector) {
    INDArray flat = vector.reshape(vector.length());
    Map<String, INDArray> views = new LinkedHashMap<>();
    long from = 0;
    for (TokenParameter parameter : declared(conf.getLayer())) {
      long to = from + parameter.count();
      views.put(
          parameter.key(),
          flat.get(NDArrayIndex.interval(from, to)).reshape('c', parameter.shape()));
      from = to;
    }
    return views;
  }
}
