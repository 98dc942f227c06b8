package dev.doppel.dl4j;

import dev.doppel.runtime.metric.FeatureMatrix;
import dev.doppel.runtime.recipe.Recipe;
import dev.doppel.runtime.recipe.RecipePlugins;
import dev.doppel.runtime.recipe.WatchRecipe;
import dev.doppel.runtime.step.NetworkWatch;
import dev.doppel.runtime.step.StepListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Watches whatever {@code ComputationGraph} or {@code MultiLayerNetwork} a program trains for
 * collapse and divergence, supervised or not, with the guards of recipes and without anything else
 * of this toolkit.
 *
 * <pre>{@code
 * CollapseWatch watch = CollapseWatch.withDefaults("embedding");
 * network.addListeners(watch);
 * network.fit(images, 10);
 * }</pre>
 *
 * <p>What is watched are the outputs of layers or vertices by their names, in training mode,
 * flattened to {@code [batch, width]}; several names are views of the same samples, as where a
 * siamese network has its branches side by side. Without a name it is what the first output layer
 * gets: DL4J does not hand out what an output layer makes of it.
 *
 * <p>A guard looks at each {@code interval}-th iteration; on the others nothing is copied. A
 * verdict is logged as a warning. One that says that the run has failed ends it: {@link
 * dev.doppel.runtime.step.RunStoppedException} comes out of {@code fit}, after the iteration that
 * was looked at. With the guard's {@code action = warn} the run goes on; with {@code rollback} it
 * goes on from its last good state: parameters, the updater's averages and the count of iterations
 * go back, and learning rates are multiplied by {@code rollback.learning-rate-factor} from there
 * on. Which batch comes next is the program's.
 *
 * <p>Guards speak the language of recipes: what is watched they call the projections, and the keys
 * that they name are what to look at in the program.
 *
 * <p>By default {@code effective-rank} only warns: the rank of a classifier's embeddings falls as
 * well, to about the number of classes, once it knows its training set by heart (neural collapse,
 * arXiv 2008.08186). Give it the action {@code stop} where outputs are to keep their rank, as in a
 * siamese network.
 *
 * <p>For one network and one run. {@code ParallelWrapper} trains copies, of which listeners do not
 * get the activations.
 */
public final class CollapseWatch extends BaseTrainingListener {

  private final NetworkWatch watch;
  private final WatchedLayers layers;
  private final List<FeatureMatrix> outputs = new ArrayList<>();

  private CollapseWatch(NetworkWatch watch, WatchedLayers layers) {
    this.watch = watch;
    this.layers = layers;
  }

  /**
   * A watch with the guards {@value WatchRecipe#DEFAULT_GUARDS}.
   *
   * @param layers the names of the layers or vertices that are watched, one for each view; none for
   *     what the first output layer gets
   * @return the watch
   * @throws dev.doppel.runtime.recipe.RecipeException if no plugin brings the guards: put the jar
   *     {@code doppel-guards} on the class path
   */
  public static CollapseWatch withDefaults(String... layers) {
    return of(Recipe.empty(), layers);
  }

  /**
   * A watch with guards as a recipe has them.
   *
   * @param recipe the keys {@code guards}, {@code guard.NAME.*} and {@code rollback.*}
   * @param layers the names of the layers or vertices that are watched
   * @return the watch
   * @throws dev.doppel.runtime.recipe.RecipeException if the recipe is not valid; the message names
   *     all problems
   */
  public static CollapseWatch of(Recipe recipe, String... layers) {
    return of(recipe, new StepListener() {}, layers);
  }

  /**
   * A watch that tells of what it sees.
   *
   * @param recipe the keys {@code guards}, {@code guard.NAME.*} and {@code rollback.*}
   * @param listener is told of verdicts, and of the figures of each iteration that a guard looked
   *     at
   * @param layers the names of the layers or vertices that are watched
   * @return the watch
   * @throws dev.doppel.runtime.recipe.RecipeException if the recipe is not valid; the message names
   *     all problems
   */
  public static CollapseWatch of(Recipe recipe, StepListener listener, String... layers) {
    NetworkWatch watch =
        new NetworkWatch(WatchRecipe.resolve(recipe, RecipePlugins.discover(recipe)), listener);
    return of(watch, layers);
  }

  /**
   * A watch with guards, reference values of the loss and a listener of the program's choice.
   *
   * @param watch the guards
   * @param layers the names of the layers or vertices that are watched
   * @return the watch
   */
  public static CollapseWatch of(NetworkWatch watch, String... layers) {
    return new CollapseWatch(watch, new WatchedLayers(List.of(layers)));
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the network hands out no layer of a given name; the message
   *     lists those it does
   */
  @Override
  public void onForwardPass(Model network, List<INDArray> activations) {
    begin(network);
    if (watch.looks()) {
      see(layers.of(network, activations));
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the network hands out no layer of a given name; the message
   *     lists those it does
   */
  @Override
  public void onForwardPass(Model network, Map<String, INDArray> activations) {
    begin(network);
    if (watch.looks()) {
      see(layers.of(network, activations));
    }
  }

  private void begin(Model network) {
    watch.begin(TrainedNetwork.before(network));
  }

  /** Copies, since activations are gone after the backward pass. */
  @SuppressWarnings("try") // the scope is there for its end alone
  private void see(List<INDArray> activations) {
    // An optimiser with a line search passes several times an iteration; the last one counts.
    outputs.clear();
    try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      activations.forEach(activation -> outputs.add(matrix(activation)));
    }
  }

  @Override
  public void iterationDone(Model network, int iteration, int epoch) {
    try {
      watch.complete(
          OptionalDouble.of(network.score()), outputs, new TrainedNetwork(network, iteration + 1));
    } finally {
      outputs.clear();
    }
  }

  private static FeatureMatrix matrix(INDArray activation) {
    if (activation.rank() < 2 || activation.isEmpty()) {
      throw new IllegalArgumentException(
          "outputs of rank %d and length %d cannot be watched; [batch, width] or more axes can"
              .formatted(activation.rank(), activation.length()));
    }
    // A view may lie over a longer buffer in another order.
    try (INDArray copy = activation.dup('c')) {
      double[] values = copy.data().asDouble();
      int rows = Math.toIntExact(activation.size(0));
      return new FeatureMatrix(rows, values.length / rows, values);
    }
  }
}
