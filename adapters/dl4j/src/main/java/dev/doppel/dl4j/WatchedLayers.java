package dev.doppel.dl4j;

import dev.doppel.spi.option.NearestName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Which of a network's activations are watched.
 *
 * @param names the names of layers or vertices; none for what the first output layer gets
 */
record WatchedLayers(List<String> names) {

  WatchedLayers {
    names = List.copyOf(names);
  }

  /** Those of a list of layers, of which the first activations are the network's input. */
  List<INDArray> of(Model network, List<INDArray> activations) {
    if (names.isEmpty()) {
      return List.of(activations.get(activations.size() - 1));
    }
    List<String> layers = ((MultiLayerNetwork) network).getLayerNames();
    Map<String, INDArray> named = new LinkedHashMap<>();
    for (int layer = 0; layer + 1 < activations.size(); layer++) {
      named.put(layers.get(layer), activations.get(layer + 1));
    }
    return named(named);
  }

  /** Those of a graph. */
  List<INDArray> of(Model network, Map<String, INDArray> activations) {
    if (!names.isEmpty()) {
      return named(activations);
    }
    ComputationGraphConfiguration graph = ((ComputationGraph) network).getConfiguration();
    String output = graph.getNetworkOutputs().get(0);
    INDArray handedOut = activations.get(output);
    return List.of(
        handedOut == null
            ? activations.get(graph.getVertexInputs().get(output).get(0))
            : handedOut);
  }

  private List<INDArray> named(Map<String, INDArray> activations) {
    List<INDArray> watched = new ArrayList<>();
    for (String name : names) {
      INDArray activation = activations.get(name);
      if (activation == null) {
        throw new IllegalArgumentException(unknown(name, activations.keySet()));
      }
      watched.add(activation);
    }
    return watched;
  }

  private static String unknown(String name, Set<String> known) {
    return "there is no layer or vertex '%s' whose output can be watched%s there are %s"
        .formatted(
            name,
            NearestName.of(name, known).map(near -> "; did you mean '" + near + "'?").orElse(";"),
            String.join(", ", known));
  }
}
