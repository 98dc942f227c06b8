package dev.doppel.dl4j.layer;

import java.util.Arrays;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.layers.ActivationLayer;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.layers.feedforward.dense.DenseLayer;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.buffer.DataType;

/** Layers that compute the same as DL4J's, faster and in less memory. */
public final class LayerReplacement {

  private static final ActivationReLU PLAIN = new ActivationReLU();

  private LayerReplacement() {}

  /**
   * A layer in place of one of DL4J's, over the same parameters.
   *
   * @param present the layer; only the very classes of DL4J are replaced, none that derives from
   *     them, and none with dropout or noise on its weights
   * @param type the type of the network's parameters
   * @param differentiated whether a backward pass follows each forward pass in training mode
   * @return the layer, or nothing if the present one should stay
   */
  public static Optional<Layer> of(Layer present, DataType type, boolean differentiated) {
    NeuralNetConfiguration configuration = present.conf();
    if (isRandom(configuration.getLayer())) {
      return Optional.empty();
    }
    Layer replacement = create(present, configuration, type, differentiated);
    if (replacement == null) {
      return Optional.empty();
    }
    replacement.setIndex(present.getIndex());
    if (present.params() != null) {
      replacement.setParamsViewArray(present.params());
      replacement.setParamTable(present.paramTable());
    }
    return Optional.of(replacement);
  }

  private static Layer create(
      Layer present, NeuralNetConfiguration configuration, DataType type, boolean differentiated) {
    Class<?> kind = present.getClass();
    if (kind == BatchNormalization.class) {
      return differentiated
          ? new PassNormalisation(configuration, type)
          : new MovingNormalisation(configuration, type);
    }
    if (kind == ConvolutionLayer.class && isDense(((ConvolutionLayer) present).layerConf())) {
      return new DirectConvolution(configuration, type, differentiated);
    }
    if (kind == DenseLayer.class && !((DenseLayer) present).hasLayerNorm()) {
      return new DirectDense(configuration, type, differentiated);
    }
    if (kind == ActivationLayer.class && isPlain(((ActivationLayer) present).layerConf())) {
      return new DirectRectifier(configuration, type);
    }
    return null;
  }

  private static boolean isRandom(org.deeplearning4j.nn.conf.layers.Layer configuration) {
    return configuration.getIDropout() != null
        || (configuration instanceof BaseLayer base && base.getWeightNoise() != null);
  }

  /** Whether it has no gaps in its kernel, which oneDNN cannot do for some kernels. */
  private static boolean isDense(org.deeplearning4j.nn.conf.layers.ConvolutionLayer configuration) {
    return Arrays.stream(configuration.getDilation()).allMatch(gap -> gap == 1);
  }

  /** Whether it is a rectifier without a slope, a threshold or a limit. */
  private static boolean isPlain(org.deeplearning4j.nn.conf.layers.ActivationLayer configuration) {
    IActivation activation = configuration.getActivationFn();
    return PLAIN.equals(activation);
  }
}
