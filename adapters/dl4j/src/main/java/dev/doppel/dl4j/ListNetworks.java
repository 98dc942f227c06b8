package dev.doppel.dl4j;

import dev.doppel.dl4j.parameter.ParameterLayout;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Lists of layers on their way to a graph and back. */
final class ListNetworks {

  private ListNetworks() {}

  /** The same network as a graph, parameters included. */
  static ComputationGraph toGraph(MultiLayerNetwork network) {
    ComputationGraph graph = network.toComputationGraph();
    MultiLayerConfiguration list = network.getLayerWiseConfigurations();
    // DL4J leaves these as they are by default.
    graph.getConfiguration().getDefaultConfiguration().setSeed(list.getConf(0).getSeed());
    graph.getConfiguration().setTrainingWorkspaceMode(list.getTrainingWorkspaceMode());
    graph.getConfiguration().setInferenceWorkspaceMode(list.getInferenceWorkspaceMode());
    return graph;
  }

  /** A list of layers over the parameters of a graph that was made of it, which it shares. */
  static MultiLayerNetwork toList(MultiLayerConfiguration list, ComputationGraph graph) {
    MultiLayerNetwork network = new MultiLayerNetwork(list.clone());
    INDArray parameters = graph.params();
    if (ParameterLayout.of(graph).length() > 0) {
      network.init(parameters, false);
    } else {
      network.init();
    }
    return network;
  }
}
