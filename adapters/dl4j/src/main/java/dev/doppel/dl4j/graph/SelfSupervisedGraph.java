package dev.doppel.dl4j.graph;

import dev.doppel.dl4j.optimizer.GuardedUpdater;
import dev.doppel.dl4j.optimizer.PlannedUpdater;
import dev.doppel.dl4j.tensor.Nd4jArray;
import dev.doppel.runtime.checkpoint.Checkpoint;
import dev.doppel.runtime.checkpoint.CheckpointException;
import dev.doppel.runtime.optimizer.OptimizerPlan;
import dev.doppel.runtime.step.RunStoppedException;
import dev.doppel.runtime.step.SelfSupervisedStep;
import dev.doppel.runtime.tape.GradientTape;
import dev.doppel.spi.loss.Network;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;

/**
 * The online network, a user's network with heads on top, as a graph whose {@code fit} trains
 * without labels. All that DL4J does around a step stays as it is: iterators, listeners, the
 * updater, counts of iterations and epochs, model files. Labels are not looked at.
 */
public final class SelfSupervisedGraph extends ComputationGraph {

  private static final long serialVersionUID = 1;

  private final transient GraphNetworks networks;
  private final transient GraphTrainer trainer;
  private final transient ViewSource source;
  private final transient GraphState state;
  private transient List<INDArray> views;
  private transient boolean awaitsCompletion;
  private transient boolean completed;
  private transient Place place = new Place(0, 0);
  private transient long leftOut;
  private transient RunStoppedException stopped;

  /** Where in an epoch the next batch begins. */
  private record Place(int epoch, long sample) {}

  private SelfSupervisedGraph(GraphNetworks networks, GraphTrainer trainer, ViewSource source) {
    super(networks.online().graph().clone());
    this.networks = networks;
    this.trainer = trainer;
    this.source = source;
    this.state = new GraphState(networks, trainer);
    init(networks.onlineParameters(), false);
    flattenedGradients = networks.gradients();
    setBackpropGradientsViewArray(flattenedGradients);
    setUpdater(new GuardedUpdater(this, trainer));
  }

  /**
   * Puts heads on a user's network and wires it for a method.
   *
   * @param user the user's network, initialized; its parameters are copied
   * @param output the shape of its output for one sample, batch axis first
   * @param independent makes the backbone of a target that does not start as a copy
   * @param settings what the networks are made of
   * @param step the step of the run, over the tape's memory
   * @param tape the tape of the run
   * @param source makes views
   * @return the graph
   */
  public static SelfSupervisedGraph of(
      ComputationGraph user,
      long[] output,
      Supplier<ComputationGraph> independent,
      GraphSettings settings,
      SelfSupervisedStep step,
      GradientTape<Nd4jArray> tape,
      ViewSource source) {
    GraphNetworks networks = new GraphNetworks(settings, user, output, independent);
    return new SelfSupervisedGraph(networks, new GraphTrainer(networks, step, tape), source);
  }

  /**
   * Lets a recipe's optimiser make the steps, in place of the configuration's updaters.
   *
   * @param plan the optimiser
   * @param steps the steps of the run, for the schedules
   */
  public void optimizeBy(OptimizerPlan plan, long steps) {
    setUpdater(new PlannedUpdater(this, trainer, networks.onlineLayout(), plan, steps));
  }

  /**
   * Whether a guard, when it looked last, said that the run failed.
   *
   * @return whether any did
   */
  public boolean hasFailed() {
    return trainer.hasFailed();
  }

  /**
   * The user's network over the trained parameters, which it shares.
   *
   * @param network which network's parameters
   * @return a plain graph, in the user's configuration
   */
  public ComputationGraph encoder(Network network) {
    return networks.encoder(network);
  }

  /**
   * A network's parameters.
   *
   * @param network which network's
   * @return views by name, in their shapes
   */
  public Map<String, INDArray> parameters(Network network) {
    return networks.parameters(network);
  }

  /**
   * Whether the online network, heads included, normalises over batches.
   *
   * @return whether any of its layers does
   */
  public boolean normalisesOverBatches() {
    return !networks.onlineLayout().partsWithStatistics().isEmpty();
  }

  /**
   * The trained numbers of the online network.
   *
   * @return how many there are, running statistics left out
   */
  public long trainedParameters() {
    return networks.onlineLayout().trained().stream()
        .mapToLong(slot -> slot.to() - slot.from())
        .sum();
  }

  /**
   * Writes all that a run needs to go on.
   *
   * @param checkpoint where to
   * @throws IllegalStateException in the middle of a step
   */
  public void save(Checkpoint.Builder checkpoint) {
    if (views != null && !completed) {
      throw new IllegalStateException(
          "a run can be saved between steps only: after fit, or in a listener's iterationDone");
    }
    // DL4J counts an iteration once its listeners have heard of it, and applies constraints then.
    checkpoint.count("position.iteration", getIterationCount() + (completed ? 1 : 0));
    checkpoint.count("position.epoch", getEpochCount());
    checkpoint.count("position.sample", place.epoch() == getEpochCount() ? place.sample() : 0);
    checkpoint.count("position.constraints-due", completed ? 1 : 0);
    state.save(this, checkpoint);
  }

  /**
   * Takes over what {@link #save} wrote.
   *
   * @param checkpoint the checkpoint
   * @param source the file's name, for messages
   * @throws CheckpointException if it is of other networks, and then nothing was changed, or has
   *     not all that this run needs
   * @throws IllegalStateException in the middle of a step
   */
  public void restore(Checkpoint checkpoint, String source) throws CheckpointException {
    requireBetweenSteps();
    try {
      state.restore(this, checkpoint, source);
      takePosition(checkpoint);
    } catch (IllegalArgumentException e) {
      throw CheckpointException.incomplete(source, e);
    }
  }

  private void requireBetweenSteps() {
    if (views != null) {
      throw new IllegalStateException("a run can go on from a checkpoint between steps only");
    }
  }

  private void takePosition(Checkpoint checkpoint) {
    int iteration = checkpoint.smallCount("position.iteration");
    int epoch = checkpoint.smallCount("position.epoch");
    configuration.setIterationCount(iteration);
    configuration.setEpochCount(epoch);
    synchronizeIterEpochCounts();
    place = new Place(epoch, checkpoint.count("position.sample"));
    leftOut = place.sample();
    if (checkpoint.count("position.constraints-due") == 1) {
      applyConstraints(iteration, epoch);
    }
  }

  /** Tells the listener of the run of all steps that it has not heard of. */
  public void flush() {
    trainer.flush();
  }

  /**
   * {@inheritDoc}
   *
   * <p>The features are views, or images that views are drawn of; labels are not looked at.
   *
   * @throws RunStoppedException if a guard ends the run
   * @throws IllegalArgumentException if there are masks
   */
  @Override
  public void fit(
      INDArray[] inputs, INDArray[] labels, INDArray[] featureMasks, INDArray[] labelMasks) {
    if (isMask(featureMasks) || isMask(labelMasks)) {
      throw new IllegalArgumentException(
          "self-supervised training knows no masks, but the data has some; feed it without");
    }
    leftOut = 0;
    if (place.epoch() != getEpochCount()) {
      place = new Place(getEpochCount(), 0);
    }
    views = source.views(inputs, place.epoch(), place.sample());
    try {
      super.fit(new INDArray[] {views.get(0)}, new INDArray[getNumOutputArrays()], null, null);
      if (stopped != null) {
        throw stopped;
      }
    } finally {
      awaitsCompletion = false;
      completed = false;
      stopped = null;
      trainer.abandon();
      release(views, inputs);
      views = null;
    }
  }

  /** Frees the views that were drawn, and not those that were given. */
  private static void release(List<INDArray> views, INDArray[] given) {
    List<INDArray> kept = List.of(given);
    views.stream()
        .filter(view -> kept.stream().noneMatch(input -> input == view) && view.closeable())
        .forEach(INDArray::close);
  }

  private static boolean isMask(INDArray[] masks) {
    if (masks != null) {
      for (INDArray mask : masks) {
        if (mask != null) {
          return true;
        }
      }
    }
    return false;
  }

  @Override
  public synchronized void fit(MultiDataSetIterator batches) {
    // DL4J knows whole epochs only; after a checkpoint within one, its beginning is left out.
    long from = leftOut;
    place = new Place(getEpochCount(), from);
    super.fit(source.views(batches, place.epoch(), from));
    leftOut = 0;
  }

  @Override
  public void computeGradientAndScore() {
    computeGradientAndScore(
        configuration.getTrainingWorkspaceMode() == WorkspaceMode.NONE
            ? LayerWorkspaceMgr.noWorkspaces()
            : stepWorkspaces());
  }

  /** The workspaces of a step, which keep activations until the backward passes have used them. */
  static LayerWorkspaceMgr stepWorkspaces() {
    return LayerWorkspaceMgr.builder()
        .with(ArrayType.ACTIVATIONS, WS_ALL_LAYERS_ACT, WS_ALL_LAYERS_ACT_CONFIG)
        .build();
  }

  @Override
  public void computeGradientAndScore(LayerWorkspaceMgr workspaces) {
    if (views == null) {
      throw new IllegalStateException("a loss needs the views of a batch: call fit");
    }
    GraphTrainer.Position position =
        new GraphTrainer.Position(getIterationCount(), getEpochCount());
    GraphTrainer.Heard heard =
        new GraphTrainer.Heard(
            activations ->
                getListeners().forEach(heardBy -> heardBy.onForwardPass(this, activations)),
            () -> {
              gradient = trainer.gradient();
              getListeners().forEach(heardBy -> heardBy.onBackwardPass(this));
            });
    score = trainer.compute(views, workspaces, position, heard) + calcRegularizationScore(true);
    awaitsCompletion = true;
  }

  /**
   * {@inheritDoc}
   *
   * <p>DL4J's solver calls this once the updater has moved the parameters and before it tells
   * listeners of the iteration, which is where a self-supervised step ends.
   */
  @Override
  public void setParams(INDArray params) {
    super.setParams(params);
    if (!awaitsCompletion) {
      return;
    }
    awaitsCompletion = false;
    completed = true;
    place = new Place(place.epoch(), place.sample() + views.get(0).size(0));
    try {
      trainer.complete(figures());
    } catch (RunStoppedException e) {
      // Listeners hear of this iteration first.
      stopped = e;
    }
  }

  private Map<String, Double> figures() {
    return getUpdater() instanceof PlannedUpdater planned
        ? Map.of("learning-rate", planned.learningRate())
        : Map.of();
  }

  /**
   * {@inheritDoc}
   *
   * <p>Plain updaters are wrapped, so that a guard can still skip a step.
   */
  @Override
  public void setUpdater(ComputationGraphUpdater updater) {
    super.setUpdater(
        updater instanceof GuardedUpdater
            ? updater
            : new GuardedUpdater(this, trainer, updater.getStateViewArray()));
  }

  /**
   * A copy as it stands, heads included.
   *
   * @return a plain graph, which knows no self-supervised step
   */
  @Override
  public ComputationGraph clone() {
    // DL4J's savers look for this method in the very class of the model.
    return super.clone();
  }

  /**
   * The loss of a batch, in evaluation mode whatever is asked for: nothing changes. Views of images
   * are drawn with the same chance each time, so that scores of one batch compare.
   *
   * @param dataSet views, or images that views are drawn of
   * @param training not looked at
   * @return the loss, with the parameters' regularization
   */
  @Override
  public double score(MultiDataSet dataSet, boolean training) {
    List<INDArray> drawn = source.views(dataSet.getFeatures(), 0, 0);
    try {
      return trainer.evaluate(drawn) + calcRegularizationScore(true);
    } finally {
      release(drawn, dataSet.getFeatures());
    }
  }
}
