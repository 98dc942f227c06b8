package dev.doppel.dl4j.optimizer;

import dev.doppel.dl4j.parameter.ParameterSlot;
import java.util.Set;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The configuration's updaters, unless a guard says that a step is not to be taken. Then neither
 * the parameters nor the updaters' memory change, and running statistics stay as well.
 *
 * <p>Parameters that a guard froze do not move, but DL4J's updaters cannot leave them out: they see
 * a gradient of 0, so that their memory of the parameter fades, and they count the step for it.
 * {@link PlannedUpdater} leaves the memory and the count as they are. The configuration's
 * constraints, which DL4J applies after a step, hold for frozen parameters too.
 */
public class GuardedUpdater extends ComputationGraphUpdater {

  private static final long serialVersionUID = 1;

  private final transient GuardedStep step;

  /**
   * Creates the updaters with an empty memory.
   *
   * @param graph the network
   * @param step what guards decided of each step
   */
  public GuardedUpdater(ComputationGraph graph, GuardedStep step) {
    super(graph);
    this.step = step;
  }

  /**
   * Creates the updaters with the memory of others.
   *
   * @param graph the network
   * @param step what guards decided of each step
   * @param state the memory; used, not copied
   */
  public GuardedUpdater(ComputationGraph graph, GuardedStep step, INDArray state) {
    super(graph, state);
    this.step = step;
  }

  @Override
  public final synchronized void update(
      Gradient gradient, int iteration, int epoch, int batchSize, LayerWorkspaceMgr workspaces) {
    if (step.applies()) {
      take(gradient, iteration, epoch, batchSize, workspaces);
    } else {
      passOver();
      gradient.gradient().assign(0);
    }
  }

  /** Takes note of a step that is not taken. */
  void passOver() {}

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
    stay(gradient.gradient());
  }

  /** What guards decided of the step. */
  GuardedStep step() {
    return step;
  }

  /** Takes frozen parameters out of a step. */
  void stay(INDArray vector) {
    Set<ParameterSlot> frozen = step.frozen();
    if (!frozen.isEmpty()) {
      INDArray flat = vector.reshape(vector.length());
      frozen.forEach(slot -> slot.in(flat).assign(0));
    }
  }
}
