package dev.doppel.dl4j.optimizer;

import java.util.function.BooleanSupplier;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The configuration's updaters, unless a guard says that a step is not to be taken. Then neither
 * the parameters nor the updaters' memory change, and running statistics stay as well.
 */
public class GuardedUpdater extends ComputationGraphUpdater {

  private static final long serialVersionUID = 1;

  private final transient BooleanSupplier applies;

  /**
   * Creates the updaters with an empty memory.
   *
   * @param graph the network
   * @param applies whether the step is to be taken
   */
  public GuardedUpdater(ComputationGraph graph, BooleanSupplier applies) {
    super(graph);
    this.applies = applies;
  }

  /**
   * Creates the updaters with the memory of others.
   *
   * @param graph the network
   * @param applies whether the step is to be taken
   * @param state the memory; used, not copied
   */
  public GuardedUpdater(ComputationGraph graph, BooleanSupplier applies, INDArray state) {
    super(graph, state);
    this.applies = applies;
  }

  @Override
  public final synchronized void update(
      Gradient gradient, int iteration, int epoch, int batchSize, LayerWorkspaceMgr workspaces) {
    if (applies.getAsBoolean()) {
      take(gradient, iteration, epoch, batchSize, workspaces);
    } else {
      gradient.gradient().assign(0);
    }
  }

  /**
   * Turns the gradient into the step.
   *
   * @param gradient the gradient; what is subtracted from the parameters afterwards
   * @param iteration the steps taken so far
   * @param epoch the epochs so far
   * @param batchSize the samples of a batch
   * @param workspaces DL4J's workspaces
   */
  void take(
      Gradient gradient, int iteration, int epoch, int batchSize, LayerWorkspaceMgr workspaces) {
    super.update(gradient, iteration, epoch, batchSize, workspaces);
  }
}
