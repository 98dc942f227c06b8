package dev.doppel.dl4j.graph;

import dev.doppel.dl4j.optimizer.PlannedUpdater;
import dev.doppel.dl4j.parameter.SavedVector;
import dev.doppel.runtime.checkpoint.Checkpoint;
import dev.doppel.runtime.checkpoint.CheckpointException;
import dev.doppel.runtime.checkpoint.LineDifference;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.factory.Nd4j;

/** All that a graph's run needs to go on, but for its position, on its way to a checkpoint. */
final class GraphState {

  private static final String PARAMETERS = "network.parameters";
  private static final String TARGET = "target.parameters";
  private static final String ONLINE = "online.parameters";
  private static final String MEMORY = "online.updaters";
  private static final String OPTIMIZER = "optimizer";
  private static final String RECIPES = "the recipe's optimiser";
  private static final String NETWORKS = "the network's updaters";

  private final GraphNetworks networks;
  private final GraphTrainer trainer;

  GraphState(GraphNetworks networks, GraphTrainer trainer) {
    this.networks = networks;
    this.trainer = trainer;
  }

  void save(ComputationGraph graph, Checkpoint.Builder checkpoint) {
    checkpoint.text(PARAMETERS, description());
    SavedVector.save(checkpoint, ONLINE, networks.onlineParameters());
    INDArray memory = graph.getUpdater().getStateViewArray();
    if (length(memory) > 0) {
      SavedVector.save(checkpoint, MEMORY, memory);
    }
    trainer.save(checkpoint);
    if (networks.targetParameters() != null) {
      SavedVector.save(checkpoint, TARGET, networks.targetParameters());
    }
    checkpoint.text(OPTIMIZER, optimizer(graph));
    if (graph.getUpdater() instanceof PlannedUpdater planned) {
      planned.save(checkpoint.part(OPTIMIZER + "."));
    }
    // Dropout draws from it, and so may whoever makes the views.
    Random random = Nd4j.getRandom();
    checkpoint.text("random.root", String.valueOf(random.rootState()));
    checkpoint.text("random.node", String.valueOf(random.nodeState()));
  }

  /**
   * Takes everything over.
   *
   * @throws CheckpointException if it is of other networks, and then nothing was changed
   */
  void restore(ComputationGraph graph, Checkpoint checkpoint, String source)
      throws CheckpointException {
    requireSameParameters(checkpoint, source);
    requireSameOptimizer(graph, checkpoint, source);
    SavedVector.restore(checkpoint, ONLINE, networks.onlineParameters());
    INDArray memory = graph.getUpdater().getStateViewArray();
    if (length(memory) > 0) {
      SavedVector.restore(checkpoint, MEMORY, memory);
    }
    if (networks.targetParameters() != null) {
      SavedVector.restore(checkpoint, TARGET, networks.targetParameters());
    }
    if (graph.getUpdater() instanceof PlannedUpdater planned) {
      planned.restore(checkpoint.part(OPTIMIZER + "."));
    }
    trainer.restore(checkpoint);
    Nd4j.getRandom()
        .setStates(
            Long.parseLong(checkpoint.text("random.root")),
            Long.parseLong(checkpoint.text("random.node")));
  }

  private void requireSameParameters(Checkpoint checkpoint, String source)
      throws CheckpointException {
    Optional<LineDifference> difference =
        LineDifference.first(checkpoint.text(PARAMETERS), description());
    if (difference.isPresent()) {
      LineDifference found = difference.get();
      throw new CheckpointException(
          "cannot go on from %s: it is of another network, whose parameter %d is %s there and %s"
                  .formatted(source, found.number(), found.there(), found.here())
              + " here; build the network it was made with");
    }
  }

  private static void requireSameOptimizer(
      ComputationGraph graph, Checkpoint checkpoint, String source) throws CheckpointException {
    String there = checkpoint.text(OPTIMIZER);
    String here = optimizer(graph);
    if (!there.equals(here)) {
      throw new CheckpointException(
          "cannot go on from %s: %s made its steps, and %s would make the next; call %s"
              .formatted(
                  source,
                  there,
                  here,
                  there.equals(RECIPES)
                      ? "useRecipeOptimizer() first"
                      : "restoreCheckpoint without useRecipeOptimizer()"));
    }
    long expected = length(graph.getUpdater().getStateViewArray());
    long found = checkpoint.arrays().containsKey(MEMORY) ? checkpoint.array(MEMORY).length() : 0;
    if (expected != found) {
      throw new CheckpointException(
          "cannot go on from %s: its updaters remember %d numbers, and this network's %d; give the"
                  .formatted(source, found, expected)
              + " network the updater it was made with");
    }
  }

  private static long length(INDArray memory) {
    return memory == null ? 0 : memory.length();
  }

  private static String optimizer(ComputationGraph graph) {
    return graph.getUpdater() instanceof PlannedUpdater ? RECIPES : NETWORKS;
  }

  /** The online network's parameters, one a line; the target's are the first of them. */
  private String description() {
    return networks.onlineLayout().slots().stream()
        .map(slot -> slot.name() + " " + Arrays.toString(slot.shape()))
        .collect(Collectors.joining("\n"));
  }
}
