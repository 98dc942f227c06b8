package dev.doppel.dl4j.graph;

import dev.doppel.dl4j.optimizer.GuardedStep;
import dev.doppel.dl4j.parameter.ParameterSlot;
import dev.doppel.dl4j.tensor.Nd4jArray;
import dev.doppel.runtime.checkpoint.Checkpoint;
import dev.doppel.runtime.step.RunStoppedException;
import dev.doppel.runtime.step.SelfSupervisedStep;
import dev.doppel.runtime.tape.GradientTape;
import dev.doppel.spi.loss.Network;
import dev.doppel.spi.target.TargetParameters;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The steps of a run: what happens before, and what after DL4J's updater. */
final class GraphTrainer implements GuardedStep {

  private final GraphNetworks networks;
  private final SelfSupervisedStep step;
  private final GradientTape<Nd4jArray> tape;
  private final StatisticsFold fold;
  private final GraphGradients gradients;
  private final TargetParameters target;
  private BatchRun batch;
  private boolean applies = true;

  GraphTrainer(GraphNetworks networks, SelfSupervisedStep step, GradientTape<Nd4jArray> tape) {
    this.networks = networks;
    this.step = step;
    this.tape = tape;
    this.fold = new StatisticsFold(networks.onlineLayout());
    this.gradients = new GraphGradients(networks.onlineLayout(), networks.gradients());
    this.target =
        networks.settings().hasTarget()
            ? new TargetPairs(
                networks.targetLayout(),
                networks.onlineParameters(),
                networks.targetParameters(),
                tape)
            : TargetPairs.none();
  }

  /** Where in its run DL4J is. */
  record Position(int iteration, int epoch) {}

  /** What is told after the forward passes and after the backward passes. */
  record Heard(Consumer<Map<String, INDArray>> forward, Runnable backward) {}

  /**
   * Computes a batch's loss, and its gradients into {@link GraphNetworks#gradients}.
   *
   * @return the loss
   */
  @SuppressWarnings("try") // scopes are there for their end alone
  double compute(
      List<INDArray> views, LayerWorkspaceMgr workspaces, Position position, Heard heard) {
    abandon();
    batch = new BatchRun(networks, tape, views);
    networks.normalisePrototypes(Network.ONLINE);
    step.beforeTargetForward(target);
    networks.normalisePrototypes(Network.TARGET);
    batch.forwardWithoutGradients(position);
    double loss;
    try (MemoryWorkspace activations = workspaces.notifyScopeEntered(ArrayType.ACTIVATIONS)) {
      Map<String, INDArray> first = batch.forwardWithGradients(position);
      List<INDArray[]> outputGradients;
      try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
        heard.forward().accept(first);
        loss = batch.computeLoss(step::loss);
        outputGradients = batch.outputGradients();
      }
      batch.backward(outputGradients, fold);
      try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
        heard.backward().run();
      }
    }
    gradients.thaw();
    applies = step.guardGradients(gradients, batch.loss());
    return loss;
  }

  /** Computes the loss of a batch in evaluation mode; changes nothing. */
  double evaluate(List<INDArray> views) {
    try (BatchRun run = new BatchRun(networks, tape, views)) {
      run.forwardInEvaluation();
      return run.computeLoss(step::loss);
    }
  }

  /** DL4J's view of the gradients. */
  Gradient gradient() {
    return batch.firstGraph().gradient();
  }

  @Override
  public boolean applies() {
    return applies;
  }

  @Override
  public Set<ParameterSlot> frozen() {
    return gradients.frozen();
  }

  /**
   * Ends the step that {@link #compute} began.
   *
   * @throws RunStoppedException if a guard ends the run; the step itself is complete then
   */
  void complete(Map<String, Double> figures) {
    BatchRun run = batch;
    batch = null;
    try (run) {
      step.complete(target, run.embeddings(), run.loss(), run::firstView, figures);
    }
  }

  /** Frees what a step made that did not come to its end. */
  void abandon() {
    if (batch != null) {
      batch.close();
      batch = null;
    }
  }

  boolean hasFailed() {
    return step.hasFailed();
  }

  void flush() {
    step.flush();
  }

  void save(Checkpoint.Builder checkpoint) {
    step.save(checkpoint);
  }

  void restore(Checkpoint checkpoint) {
    abandon();
    step.restore(checkpoint);
  }
}
