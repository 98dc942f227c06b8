package dev.doppel.dl4j;

import dev.doppel.runtime.step.NetworkState;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * A network that a program trains, with its updater's state.
 *
 * @param network a graph or a list of layers
 * @param updates how many updates it had
 */
record TrainedNetwork(Model network, int updates) implements NetworkState {

  /** A network before its next update. */
  static TrainedNetwork before(Model network) {
    int updates =
        network instanceof ComputationGraph graph
            ? graph.getIterationCount()
            : ((MultiLayerNetwork) network).getIterationCount();
    return new TrainedNetwork(network, updates);
  }

  @Override
  @SuppressWarnings("try") // the scope is there for its end alone
  public Kept keep() {
    try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      // On the heap: memory outside of it would have to be freed, and nobody says when.
      float[] parameters = copy(network.params());
      INDArray live = updaterState();
      float[] state = live == null ? null : copy(live);
      return factor -> {
        assign(network.params(), parameters);
        if (state != null) {
          assign(updaterState(), state);
        }
        // The listener is told of an iteration before it is counted.
        setIterations(updates - 1);
        updaters().forEach(updater -> ScaledRates.scale(updater, factor));
      };
    }
  }

  private static float[] copy(INDArray array) {
    try (INDArray values = array.dup()) {
      return values.data().asFloat();
    }
  }

  @SuppressWarnings("try") // the scope is there for its end alone
  private static void assign(INDArray array, float[] values) {
    try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces();
        INDArray saved = Nd4j.createFromArray(values)) {
      array.assign(saved.reshape(array.shape()));
    }
  }

  /** A view; null where the updater has none, as for stochastic gradient descent. */
  private INDArray updaterState() {
    return network instanceof ComputationGraph graph ? graph.updaterState() : list().updaterState();
  }

  private void setIterations(int iterations) {
    if (network instanceof ComputationGraph graph) {
      graph.getConfiguration().setIterationCount(iterations);
    } else {
      list().setIterationCount(iterations);
    }
  }

  /** Those that the training asks for its rates, each once. */
  private Set<IUpdater> updaters() {
    Trainable[] parts =
        network instanceof ComputationGraph graph ? graph.getVertices() : list().getLayers();
    Set<IUpdater> updaters = Collections.newSetFromMap(new IdentityHashMap<>());
    Arrays.stream(parts)
        .filter(part -> part.numParams() > 0)
        .forEach(
            part ->
                part.paramTable(false).keySet().stream()
                    .map(name -> part.getConfig().getUpdaterByParam(name))
                    .filter(updater -> updater != null && updater.hasLearningRate())
                    .forEach(updaters::add));
    return updaters;
  }

  private MultiLayerNetwork list() {
    return (MultiLayerNetwork) network;
  }
}
