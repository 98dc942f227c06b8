package dev.doppel.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.Trainer;
import ai.djl.training.listener.TrainingListenerAdapter;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.ParameterTracker;
import dev.doppel.runtime.metric.FeatureMatrix;
import dev.doppel.runtime.recipe.Recipe;
import dev.doppel.runtime.recipe.RecipePlugins;
import dev.doppel.runtime.recipe.WatchRecipe;
import dev.doppel.runtime.step.NetworkState;
import dev.doppel.runtime.step.NetworkWatch;
import dev.doppel.runtime.step.StepListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Watches whatever network a DJL program trains for collapse and divergence, supervised or not,
 * with the guards of recipes and without anything else of this toolkit.
 *
 * <pre>{@code
 * CollapseWatch watch = CollapseWatch.withDefaults();
 * model.setBlock(new SequentialBlock().add(watch.over(backbone)).add(classes));
 * config.addTrainingListeners(watch);
 * }</pre>
 *
 * <p>What is watched is the output of the block that {@link #over} was given, in training mode,
 * flattened to {@code [batch, width]}; if that block is passed several times a step, as in a
 * siamese network, each pass is a view of the same samples. Without {@code over} it is the first of
 * the network's outputs.
 *
 * <p>A guard looks at each {@code interval}-th step; on the others nothing is computed, copied or
 * waited for. The losses that guards see are those of the steps they look at, evaluated anew with
 * the trainer's loss. A verdict is logged as a warning. One that says that the run has failed ends
 * it, unless the guard's {@code action} is {@code warn}, or {@code rollback} ({@link #optimizer}):
 * {@link dev.doppel.runtime.step.RunStoppedException} comes out of {@link
 * ai.djl.training.EasyTrain#fit}, before the step that was looked at moved the parameters.
 *
 * <p>Guards speak the language of recipes: what is watched they call the projections, and the keys
 * that they name are what to look at in the program.
 *
 * <p>By default {@code effective-rank} only warns: the rank of a classifier's embeddings falls as
 * well, to about the number of classes, once it knows its training set by heart (neural collapse,
 * arXiv 2008.08186). Give it the action {@code stop} where outputs are to keep their rank, as in a
 * siamese network.
 *
 * <p>For one run on one device.
 */
public final class CollapseWatch extends TrainingListenerAdapter {

  private final NetworkWatch watch;
  private final List<FeatureMatrix> outputs = new ArrayList<>();
  private Optional<RestartableOptimizer> optimizer = Optional.empty();
  private boolean watchesBlock;

  private CollapseWatch(NetworkWatch watch) {
    this.watch = watch;
  }

  /**
   * A watch with the guards {@value WatchRecipe#DEFAULT_GUARDS}.
   *
   * @return the watch
   * @throws dev.doppel.runtime.recipe.RecipeException if no plugin brings them: put the jar {@code
   *     doppel-guards} on the class path
   */
  public static CollapseWatch withDefaults() {
    return of(Recipe.empty());
  }

  /**
   * A watch with guards as a recipe has them.
   *
   * @param recipe the keys {@code guards}, {@code guard.NAME.*} and {@code rollback.*}
   * @return the watch
   * @throws dev.doppel.runtime.recipe.RecipeException if the recipe is not valid; the message names
   *     all problems
   */
  public static CollapseWatch of(Recipe recipe) {
    return of(recipe, new StepListener() {});
  }

  /**
   * A watch that tells of what it sees.
   *
   * @param recipe the keys {@code guards}, {@code guard.NAME.*} and {@code rollback.*}
   * @param listener is told of verdicts, and of the figures of each step that a guard looked at
   * @return the watch
   * @throws dev.doppel.runtime.recipe.RecipeException if the recipe is not valid; the message names
   *     all problems
   */
  public static CollapseWatch of(Recipe recipe, StepListener listener) {
    return of(
        new NetworkWatch(WatchRecipe.resolve(recipe, RecipePlugins.discover(recipe)), listener));
  }

  /**
   * A watch with guards, reference values of the loss and a listener of the program's choice.
   *
   * @param watch the guards
   * @return the watch
   */
  public static CollapseWatch of(NetworkWatch watch) {
    return new CollapseWatch(watch);
  }

  /**
   * Chooses the block whose outputs are watched.
   *
   * @param block the block
   * @return what takes its place in the network: it computes the same, and saves and loads the same
   *     parameters
   * @throws IllegalStateException if another block was chosen before
   */
  public Block over(Block block) {
    if (watchesBlock) {
      throw new IllegalStateException(
          "the outputs of another block are watched already; make a watch for each");
    }
    watchesBlock = true;
    return new WatchedBlock(block, this::see);
  }

  /**
   * An optimiser that the watch can take back, for guards with {@code action = rollback}. The
   * parameters then go back to the last good state, and running statistics with them; the optimiser
   * goes back in the schedule of its rates, times {@code rollback.learning-rate-factor}, and begins
   * its averages anew, which DJL's optimisers do not hand out. Which batch comes next is the
   * program's.
   *
   * <pre>{@code
   * config.optOptimizer(
   *     watch.optimizer(
   *         Tracker.fixed(1e-3f),
   *         rates -> Optimizer.adam().optLearningRateTracker(rates).build()));
   * }</pre>
   *
   * @param rates the learning rates
   * @param source builds the optimiser with the rates that it is given; called anew at a rollback
   * @return the optimiser for the trainer's configuration
   * @throws IllegalStateException if there is one already
   */
  public Optimizer optimizer(ParameterTracker rates, Function<ParameterTracker, Optimizer> source) {
    if (optimizer.isPresent()) {
      throw new IllegalStateException(
          "the watch has an optimizer already; make a watch for each trainer");
    }
    RestartableOptimizer restartable = new RestartableOptimizer(source, rates);
    optimizer = Optional.of(restartable);
    return restartable;
  }

  private void see(NDList passed) {
    if (watch.looks()) {
      outputs.add(matrix(passed.head()));
    }
  }

  @Override
  public void onTrainingBatch(Trainer trainer, BatchData batch) {
    Device[] devices = trainer.getDevices();
    if (devices.length != 1) {
      throw new IllegalArgumentException(
          "a run is watched on one device, but the configuration names %d; choose one with"
                  .formatted(devices.length)
              + " optDevices");
    }
    optimizer.ifPresent(own -> own.skip(false));
    try {
      boolean wentBack =
          watch.looks()
              ? look(trainer, batch)
              : watch.complete(OptionalDouble.empty(), List.of(), state(trainer));
      // The gradients at hand are those of the state that failed.
      optimizer.ifPresent(own -> own.skip(wentBack));
    } finally {
      outputs.clear();
    }
  }

  private boolean look(Trainer trainer, BatchData batch) {
    NDList predictions = only(batch.getPredictions().values());
    NDList labels = only(batch.getLabels().values());
    if (watchesBlock && outputs.isEmpty()) {
      throw new IllegalStateException(
          "the block that is watched was not passed in this step: the network must contain what"
              + " over(...) returned");
    }
    if (!watchesBlock) {
      outputs.add(matrix(predictions.head()));
    }
    try (NDArray loss = trainer.getLoss().evaluate(labels, predictions)) {
      return watch.complete(OptionalDouble.of(floats(loss)[0]), outputs, state(trainer));
    }
  }

  private NetworkState state(Trainer trainer) {
    return () ->
        new TrainedNetwork(
                trainer.getModel().getBlock(),
                optimizer.orElseThrow(
                    () ->
                        new IllegalStateException(
                            "a guard's action is rollback, but the watch cannot take the optimizer"
                                + " back; give the configuration the one that"
                                + " watch.optimizer(...) returns")))
            .keep();
  }

  private static NDList only(Iterable<NDList> ofDevices) {
    return ofDevices.iterator().next();
  }

  private static FeatureMatrix matrix(NDArray output) {
    Shape shape = output.getShape();
    if (shape.dimension() < 2 || shape.size() == 0) {
      throw new IllegalArgumentException(
          "outputs of shape %s cannot be watched; [batch, width] or more axes can"
              .formatted(shape));
    }
    float[] floats = floats(output);
    double[] values = new double[floats.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = floats[i];
    }
    int rows = Math.toIntExact(shape.get(0));
    return new FeatureMatrix(rows, values.length / rows, values);
  }

  private static float[] floats(NDArray array) {
    if (array.getDataType() == DataType.FLOAT32) {
      return array.toFloatArray();
    }
    try (NDArray converted = array.toType(DataType.FLOAT32, false)) {
      return converted.toFloatArray();
    }
  }
}
