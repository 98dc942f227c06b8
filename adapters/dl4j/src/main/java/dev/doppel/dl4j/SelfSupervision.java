package dev.doppel.dl4j;

import dev.doppel.dl4j.graph.SelfSupervisedGraph;
import dev.doppel.runtime.checkpoint.Checkpoint;
import dev.doppel.runtime.checkpoint.CheckpointFile;
import dev.doppel.runtime.recipe.Recipe;
import dev.doppel.runtime.step.StepListener;
import dev.doppel.runtime.training.TrainingPlan;
import dev.doppel.spi.loss.Network;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
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

  private final Wiring wiring;
  private final SelfSupervisedGraph graph;
  private final Optional<MultiLayerConfiguration> list;

  SelfSupervision(Wiring wiring, Optional<MultiLayerConfiguration> list) {
    this.wiring = wiring;
    this.graph = wiring.graph();
    this.list = list;
  }

  /**
   * Begins a wiring that says more than {@link #load} takes, such as heads of the program's own.
   *
   * @param recipe the recipe; its keys {@code backbone}, {@code data}, {@code device} and {@code
   *     optimizer} are not used
   * @return a builder
   */
  public static SelfSupervisionBuilder builder(Recipe recipe) {
    return new SelfSupervisionBuilder(recipe);
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
    return builder(Recipe.empty().withFile(recipe)).build(network, data);
  }

  /**
   * Wires a recipe for a network and its data, as the other {@code load} does. The list of layers
   * is trained as a graph, and saved as a list again.
   *
   * @param recipe a recipe file
   * @param network the network, initialized
   * @param data what will be trained on; gone through once, to count samples
   * @return the method, wired
   * @throws dev.doppel.runtime.recipe.RecipeException if the recipe is not valid
   * @throws IllegalArgumentException if the network or the data do not fit
   */
  public static SelfSupervision load(Path recipe, MultiLayerNetwork network, DataSetIterator data) {
    return builder(Recipe.empty().withFile(recipe)).build(network, data);
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
    return builder(Recipe.empty().withFile(recipe)).build(network, data);
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
    return builder(recipe).listener(listener).build(network, data);
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
    return new SelfSupervision(Wiring.of(plan, backbone, listener), Optional.empty());
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
    return of(plan, UserBackbone.of(network, UserBackbone.image(plan)), listener);
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
    graph.optimizeBy(wiring.plan().optimizer(), wiring.plan().steps());
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
   * The trained network as the list of layers that the program gave, without heads. Its parameters
   * are those in training, which it shares.
   *
   * @param network which network's
   * @return a plain network in the given one's configuration
   * @throws IllegalStateException if the program gave a graph
   */
  public MultiLayerNetwork multiLayerEncoder(Network network) {
    return ListNetworks.toList(
        list.orElseThrow(
            () ->
                new IllegalStateException(
                    "the network is a ComputationGraph, which encoder(...) returns; only one that"
                        + " was given as a MultiLayerNetwork comes back as such")),
        encoder(network));
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
   * model file of what the program gave: {@code ComputationGraph.load} or {@code
   * MultiLayerNetwork.load} restores it, without this toolkit.
   *
   * @param folder an existing folder
   * @param name the file's name, without suffix
   * @return the file, {@code name.zip}
   * @throws IOException if it cannot be written; nothing is left under the final name
   */
  public Path saveEncoder(Path folder, String name) throws IOException {
    Network kept = wiring.plan().encoder();
    return EncoderFiles.save(
        list.isPresent() ? multiLayerEncoder(kept) : encoder(kept), folder, name);
  }

  /**
   * Saves all that the run needs to go on, between steps: after {@code fit}, or in a listener's
   * {@code iterationDone}: both networks, the updaters' memory and the method's state. For a model
   * that DL4J reads, save {@link #network()} with its {@code ModelSerializer}. What depends on a
   * program's own random numbers goes on alike where they come from {@code Nd4j.getRandom()}.
   *
   * @param file the file, in an existing folder; replaced if it exists
   * @return the file
   * @throws IOException if it cannot be written; a file of that name is then as it was
   * @throws IllegalStateException in the middle of a step
   */
  public Path saveCheckpoint(Path file) throws IOException {
    Checkpoint.Builder checkpoint = new Checkpoint.Builder();
    wiring.run().identity().save(checkpoint);
    graph.save(checkpoint);
    return CheckpointFile.write(file, checkpoint.build());
  }

  /**
   * Goes on from where a checkpoint was saved, in a run of the same recipe, network and data that
   * was wired in the same way; with {@link #useRecipeOptimizer}, after that. Losses and parameters
   * are then those of the uninterrupted run, bit for bit. Within an epoch, the first {@code
   * fit(iterator)} leaves out the batches that the epoch has had.
   *
   * @param file what {@link #saveCheckpoint} wrote
   * @return this
   * @throws dev.doppel.runtime.checkpoint.CheckpointException if the file is damaged, of another
   *     kind, or of another run; the message says which
   * @throws IOException if it cannot be read
   */
  public SelfSupervision restoreCheckpoint(Path file) throws IOException {
    Checkpoint checkpoint = CheckpointFile.read(file);
    wiring.run().identity().require(checkpoint, file.toString());
    graph.restore(checkpoint, file.toString());
    return this;
  }

  /** Tells the listener of all steps that it has not heard of. */
  public void flush() {
    graph.flush();
  }

  long parameterCount() {
    return graph.trainedParameters();
  }

  SelfSupervisedGraph graph() {
    return graph;
  }
}
