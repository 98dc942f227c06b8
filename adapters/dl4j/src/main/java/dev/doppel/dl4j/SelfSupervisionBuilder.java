package dev.doppel.dl4j;

import dev.doppel.dl4j.graph.Head;
import dev.doppel.runtime.program.ProgramRun;
import dev.doppel.runtime.program.SampleKind;
import dev.doppel.runtime.recipe.Recipe;
import dev.doppel.runtime.recipe.RecipePlugins;
import dev.doppel.runtime.step.StepListener;
import dev.doppel.runtime.training.TrainingPlan;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.adapter.MultiDataSetIteratorAdapter;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;

/**
 * Wires a recipe for a DL4J program that says more than {@link SelfSupervision#load} takes: heads
 * of its own, or a listener.
 *
 * <pre>{@code
 * SelfSupervision byol =
 *     SelfSupervision.builder(Recipe.empty().withFile(Path.of("byol.properties")))
 *         .projector(new DenseLayer.Builder().nOut(256).build(), new BatchNormalization())
 *         .predictor(new DenseLayer.Builder().nOut(256).build())
 *         .build(network, images);
 * }</pre>
 */
public final class SelfSupervisionBuilder {

  private final Recipe recipe;
  private Optional<Head> projector = Optional.empty();
  private Optional<Head> predictor = Optional.empty();
  private StepListener listener = new StepListener() {};

  SelfSupervisionBuilder(Recipe recipe) {
    this.recipe = recipe;
  }

  /**
   * Replaces the recipe's projector by layers of the program's own, from vectors to vectors. What
   * they do not set they take from the network's defaults, as every layer of a DL4J graph does:
   * weight initialisation, activation function, updater.
   *
   * @param layers the layers, in order; {@code nIn} may be left out
   * @return this
   */
  public SelfSupervisionBuilder projector(Layer... layers) {
    projector = Optional.of(Head.of(List.of(layers)));
    return this;
  }

  /**
   * Replaces the recipe's predictor, as {@link #projector} does the projector.
   *
   * @param layers the layers, in order; {@code nIn} may be left out
   * @return this
   */
  public SelfSupervisionBuilder predictor(Layer... layers) {
    predictor = Optional.of(Head.of(List.of(layers)));
    return this;
  }

  /**
   * Has a listener told of each step.
   *
   * @param stepListener the listener
   * @return this
   */
  public SelfSupervisionBuilder listener(StepListener stepListener) {
    listener = stepListener;
    return this;
  }

  /**
   * Wires the recipe for a network and its data, as {@link SelfSupervision#load(java.nio.file.Path,
   * ComputationGraph, DataSetIterator)} does.
   *
   * @param network the network, initialized
   * @param data what will be trained on; gone through once, to count samples
   * @return the method, wired
   * @throws dev.doppel.runtime.recipe.RecipeException if the recipe is not valid
   * @throws IllegalArgumentException if the network, the heads or the data do not fit; the message
   *     says what to change
   */
  public SelfSupervision build(ComputationGraph network, DataSetIterator data) {
    return build(network, new MultiDataSetIteratorAdapter(data));
  }

  /**
   * Wires the recipe for a network and its data, as {@link SelfSupervision#load(java.nio.file.Path,
   * MultiLayerNetwork, DataSetIterator)} does.
   *
   * @param network the network, initialized
   * @param data what will be trained on; gone through once, to count samples
   * @return the method, wired
   * @throws dev.doppel.runtime.recipe.RecipeException if the recipe is not valid
   * @throws IllegalArgumentException if the network, the heads or the data do not fit
   */
  public SelfSupervision build(MultiLayerNetwork network, DataSetIterator data) {
    return build(network, new MultiDataSetIteratorAdapter(data));
  }

  /**
   * Wires the recipe for a network and its data, as {@link SelfSupervision#load(java.nio.file.Path,
   * ComputationGraph, MultiDataSetIterator)} does.
   *
   * @param network the network, initialized
   * @param data what will be trained on; gone through once, to count samples
   * @return the method, wired
   * @throws dev.doppel.runtime.recipe.RecipeException if the recipe is not valid
   * @throws IllegalArgumentException if the network, the heads or the data do not fit
   */
  public SelfSupervision build(ComputationGraph network, MultiDataSetIterator data) {
    UserNetwork.check(network);
    return build(network, Optional.empty(), data);
  }

  /**
   * Wires the recipe for a network and its data, as the other {@code build} methods do.
   *
   * @param network the network, initialized
   * @param data what will be trained on; gone through once, to count samples
   * @return the method, wired
   * @throws dev.doppel.runtime.recipe.RecipeException if the recipe is not valid
   * @throws IllegalArgumentException if the network, the heads or the data do not fit
   */
  public SelfSupervision build(MultiLayerNetwork network, MultiDataSetIterator data) {
    UserNetwork.check(network);
    ComputationGraph graph = ListNetworks.toGraph(network);
    UserNetwork.check(graph);
    return build(graph, Optional.of(network.getLayerWiseConfigurations()), data);
  }

  private SelfSupervision build(
      ComputationGraph network, Optional<MultiLayerConfiguration> list, MultiDataSetIterator data) {
    SampleKind samples = SampleInspection.inspect(data);
    ProgramRun run =
        ProgramRun.resolve(
            recipe, RecipePlugins.discover(recipe), new Dl4jBackend(network), samples);
    TrainingPlan plan = run.plan();
    long[] sample = samples.drawsViews() ? UserBackbone.image(plan) : samples.shape();
    return new SelfSupervision(
        new Wiring(
            run,
            UserBackbone.of(network, sample),
            samples.drawsViews() ? plan.views().views() : List.of(),
            projector.orElse(Head.of(plan.projector())),
            predictor.orElse(Head.of(plan.predictor())),
            listener),
        list);
  }
}
