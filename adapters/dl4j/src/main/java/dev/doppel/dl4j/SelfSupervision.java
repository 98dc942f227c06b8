package dev.doppel.dl4j;

import dev.doppel.dl4j.graph.GraphSettings;
import dev.doppel.dl4j.graph.SelfSupervisedGraph;
import dev.doppel.dl4j.tensor.Nd4jArray;
import dev.doppel.dl4j.tensor.Nd4jArrayOperations;
import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.runtime.program.ProgramRun;
import dev.doppel.runtime.program.SampleKind;
import dev.doppel.runtime.recipe.Recipe;
import dev.doppel.runtime.step.Collective;
import dev.doppel.runtime.step.SelfSupervisedStep;
import dev.doppel.runtime.step.StepListener;
import dev.doppel.runtime.step.StepSettings;
import dev.doppel.runtime.tape.GradientTape;
import dev.doppel.runtime.training.TrainingPlan;
import dev.doppel.spi.loss.Network;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.adapter.MultiDataSetIteratorAdapter;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;

/**
 * A method wired for DL4J: a graph whose {@code fit} trains a network without labels. For one
 * network and one run.
 *
 * <pre>{@code
 * ComputationGraph network = new ComputationGraph(Program.backbone());
 * network.init();
 * SelfSupervision byol = SelfSupervision.load(Path.of("byol.properties"), network, images);
 * byol.network().fit(images, 10);
 * byol.encoder(Network.ONLINE).save(new File("encoder.zip"));
 * }</pre>
 *
 * <p>The user's updater makes the steps, heads included; {@link #useRecipeOptimizer} has the
 * recipe's do it. Listeners, iterators, schedules and model files are DL4J's as ever.
 */
public final class SelfSupervision {

  private final TrainingPlan plan;
  private final SelfSupervisedGraph graph;

  private SelfSupervision(ProgramRun run, UserBackbone user, StepListener listener) {
    this.plan = run.plan();
    GradientTape<Nd4jArray> tape = new GradientTape<>(new Nd4jArrayOperations());
    NativesAdvice.giveOnce(Nd4jNatives.load());
    SelfSupervisedStep step =
        new SelfSupervisedStep(
            plan.method(),
            StepSettings.of(plan.steps(), plan.stepsPerEpoch(), plan.seed()),
            tape,
            listener,
            Collective.single());
    this.graph =
        SelfSupervisedGraph.of(
            user.network(),
            UserNetwork.outputShape(user.network(), user.sample()),
            user.independent(),
            new GraphSettings(
                plan.projector(),
                plan.predictor(),
                plan.batchStatistics(),
                plan.method(),
                run.roles(),
                plan.seed()),
            step,
            tape,
            new ViewDrawing(run.pipeline().orElse(null)));
  }

  /**
   * Wires a recipe for a network and its data. A batch of one array {@code [batch, channels, size,
   * size]} with values in [0, 1] has images, and the graph draws the recipe's views of them.
   *
   * @param recipe a recipe file; its keys {@code backbone}, {@code data}, {@code device} and {@code
   *     optimizer} are not used
   * @param network the network, initialized; its output is flattened to {@code [batch, width]}
   * @param data what will be trained on; gone through once, to count samples
   * @return the method, wired
   * @throws dev.doppel.runtime.recipe.RecipeException if the recipe cannot be read or is not valid;
   *     the message names all problems
   * @throws IllegalArgumentException if the network or the data do not fit; the message says what
   *     to change
   */
  public static SelfSupervision load(Path recipe, ComputationGraph network, DataSetIterator data) {
    return load(recipe, network, new MultiDataSetIteratorAdapter(data));
  }

  /**
   * Wires a recipe for a network and its data, as the other {@code load} does.
   *
   * @param recipe a recipe file
   * @param network the network, initialized
   * @param data what will be trained on; gone through once, to count samples
   * @return the method, wired
   * @throws dev.doppel.runtime.recipe.RecipeException if the recipe is not valid
   * @throws IllegalArgumentException if the network or the data do not fit
   */
  public static SelfSupervision load(Path recipe, MultiLayerNetwork network, DataSetIterator data) {
    UserNetwork.check(network);
    return load(recipe, network.toComputationGraph(), data);
  }

  /**
   * Wires a recipe for a network and its data. Batches of several arrays a sample have views
   * already, of whatever kind; those of one array are as with a {@link DataSetIterator}.
   *
   * @param recipe a recipe file
   * @param network the network, initialized
   * @param data what will be trained on; gone through once, to count samples
   * @return the method, wired
   * @throws dev.doppel.runtime.recipe.RecipeException if the recipe is not valid
   * @throws IllegalArgumentException if the network or the data do not fit
   */
  public static SelfSupervision load(
      Path recipe, ComputationGraph network, MultiDataSetIterator data) {
    return of(Recipe.empty().withFile(recipe), network, data, new StepListener() {});
  }

  /**
   * Wires a recipe for a network and its data, as {@link #load(Path, ComputationGraph,
   * MultiDataSetIterator)} does.
   *
   * @param recipe the recipe
   * @param network the network, initialized
   * @param data what will be trained on; gone through once, to count samples
   * @param listener is told of each step
   * @return the method, wired
   * @throws dev.doppel.runtime.recipe.RecipeException if the recipe is not valid
   * @throws IllegalArgumentException if the network or the data do not fit
   */
  public static SelfSupervision of(
      Recipe recipe, ComputationGraph network, MultiDataSetIterator data, StepListener listener) {
    UserNetwork.check(network);
    SampleKind samples = SampleInspection.inspect(data);
    ProgramRun run =
        ProgramRun.resolve(recipe, PluginRegistry.discover(), new Dl4jBackend(network), samples);
    long[] sample = samples.drawsViews() ? sample(run.plan()) : samples.shape();
    return new SelfSupervision(run, UserBackbone.of(network, sample), listener);
  }

  /**
   * Wires a run whose batches are views already.
   *
   * @param plan the run; its backbone, optimiser and device are not used
   * @param backbone the network and how a second one of its kind is made
   * @param listener is told of each step
   * @return the method, wired
   * @throws IllegalArgumentException if the network does not fit, or the loss asks for views that
   *     the policy does not have
   */
  static SelfSupervision of(TrainingPlan plan, UserBackbone backbone, StepListener listener) {
    UserNetwork.check(backbone.network());
    return new SelfSupervision(ProgramRun.of(plan), backbone, listener);
  }

  /**
   * Wires a run whose batches are views already: {@code [batch, channels, size, size]}, one array a
   * view of the plan's policy.
   *
   * @param plan the run; its backbone, optimiser and device are not used
   * @param network the network, initialized
   * @param listener is told of each step
   * @return the method, wired
   * @throws IllegalArgumentException if the network does not fit, or the loss asks for views that
   *     the policy does not have
   */
  public static SelfSupervision of(
      TrainingPlan plan, ComputationGraph network, StepListener listener) {
    return of(plan, UserBackbone.of(network, sample(plan)), listener);
  }

  /** The shape of a view, without a batch axis. */
  static long[] sample(TrainingPlan plan) {
    return new long[] {plan.channels(), plan.imageSize(), plan.imageSize()};
  }

  /**
   * The graph to train in place of the network.
   *
   * @return the online network: the given one with heads on top
   */
  public ComputationGraph network() {
    return graph;
  }

  /**
   * Lets the recipe's optimiser make the steps, in place of the network's updaters.
   *
   * @return this
   */
  public SelfSupervision useRecipeOptimizer() {
    graph.optimizeBy(plan.optimizer(), plan.steps());
    return this;
  }

  /**
   * The trained network, without heads. Its parameters are those in training, which it shares.
   *
   * @param network which network's
   * @return a plain graph in the given network's configuration
   */
  public ComputationGraph encoder(Network network) {
    return graph.encoder(network);
  }

  /**
   * A network's parameters, heads and running statistics included.
   *
   * @param network which network's
   * @return views of what is in training, in their shapes, by names such as {@code
   *     backbone.conv1.W} and {@code projector-0.W}
   */
  public Map<String, INDArray> parameters(Network network) {
    return graph.parameters(network);
  }

  /**
   * Saves what is worth keeping, the encoder that the recipe's {@code encoder} names, as a DL4J
   * model file. A DL4J program restores it without this toolkit.
   *
   * @param folder an existing folder
   * @param name the file's name, without suffix
   * @return the file, {@code name.zip}
   * @throws IOException if it cannot be written; nothing is left under the final name
   */
  public Path saveEncoder(Path folder, String name) throws IOException {
    return EncoderFiles.save(encoder(plan.encoder()), folder, name);
  }

  /** Tells the listener of all steps that it has not heard of. */
  public void flush() {
    graph.flush();
  }

  long parameterCount() {
    return graph.trainedParameters();
  }
}
