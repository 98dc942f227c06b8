package dev.doppel.dl4j;

import dev.doppel.spi.loss.Loss;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;

/** Warns of what can be trained, and yet is likely to be a mistake. */
final class NetworkAdvice {

  private static final System.Logger LOGGER = System.getLogger(NetworkAdvice.class.getName());

  private NetworkAdvice() {}

  /**
   * Logs a warning for each thing worth one.
   *
   * @param headed the online network, heads included
   * @param normalised whether it normalises over batches anywhere
   */
  static void give(ComputationGraphConfiguration headed, boolean normalised, Loss loss) {
    // As a parameter: braces in the text are no placeholders.
    of(headed, normalised, loss).forEach(advice -> LOGGER.log(Level.WARNING, "{0}", advice));
  }

  static List<String> of(ComputationGraphConfiguration headed, boolean normalised, Loss loss) {
    List<String> advice = new ArrayList<>();
    List<String> noisy = noisyLayers(headed);
    if (!noisy.isEmpty()) {
      advice.add(
          "the network has dropout or noise (in: %s). Each forward pass draws it anew, so the loss"
                  .formatted(String.join(", ", noisy))
              + " compares outputs of which different parts are switched off, and views differ by"
              + " more than the view policy says; published networks have none. Remove it, unless"
              + " you want to try just that");
    }
    if (!normalised && loss.reliesOnBatchNormalisation()) {
      advice.add(
          "there is no batch normalisation in the network or its heads, but the loss relies on it:"
              + " published runs without any collapse to one output for all samples, or learn"
              + " little (arXiv 2010.10241). Add it to the network or the heads, such as projector ="
              + " linear(256) bn relu linear(128), and keep guard feature-std");
    }
    return advice;
  }

  private static List<String> noisyLayers(ComputationGraphConfiguration headed) {
    List<String> noisy = new ArrayList<>();
    for (Map.Entry<String, GraphVertex> vertex : headed.getVertices().entrySet()) {
      if (vertex.getValue() instanceof LayerVertex layer
          && isNoisy(layer.getLayerConf().getLayer())) {
        noisy.add(vertex.getKey());
      }
    }
    return noisy;
  }

  private static boolean isNoisy(Layer layer) {
    return layer.getIDropout() != null
        || (layer instanceof BaseLayer weighted && weighted.getWeightNoise() != null);
  }
}
