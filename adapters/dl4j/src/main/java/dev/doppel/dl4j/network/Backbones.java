package dev.doppel.dl4j.network;

import dev.doppel.dl4j.graph.Weights;
import dev.doppel.dl4j.parameter.ParameterLayout;
import dev.doppel.dl4j.parameter.ParameterSlot;
import dev.doppel.runtime.network.InitialWeights;
import dev.doppel.runtime.training.TrainingPlan;
import dev.doppel.spi.option.Option;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** The backbones by name. They are made of DL4J's own layers only, so that DL4J restores them. */
public final class Backbones {

  private static final Map<String, Backbone> BY_NAME =
      Map.of(
          "small-cnn", new SmallCnnGraph(), "resnet18", new ResNet18Graph(), "mlp", new MlpGraph());

  private Backbones() {}

  /**
   * The options of each backbone.
   *
   * @return the options by the backbone's name
   */
  public static Map<String, List<Option<?>>> options() {
    Map<String, List<Option<?>>> options = new LinkedHashMap<>();
    BY_NAME.keySet().stream()
        .sorted()
        .forEach(name -> options.put(name, BY_NAME.get(name).options()));
    return options;
  }

  /**
   * Builds the backbone of a run.
   *
   * @param plan the run
   * @return the network, with the initial weights of the run's seed
   * @throws IllegalArgumentException if there is no backbone of that name
   */
  public static ComputationGraph build(TrainingPlan plan) {
    return build(plan, plan.seed());
  }

  /**
   * Builds the backbone of a run with other weights.
   *
   * @param plan the run
   * @param seed the seed of the initial weights
   * @return the network
   * @throws IllegalArgumentException if there is no backbone of that name
   */
  public static ComputationGraph build(TrainingPlan plan, long seed) {
    Backbone backbone = BY_NAME.get(plan.backbone());
    if (backbone == null) {
      throw new IllegalArgumentException(
          "no backbone '" + plan.backbone() + "'; there are " + options().keySet());
    }
    LayerChain chain = new LayerChain(plan.channels(), plan.imageSize());
    backbone.build(plan.backboneOptions(), chain);
    ComputationGraph network = new ComputationGraph(chain.build());
    network.init();
    // Weights are drawn in the order in which layers were added; DL4J lays branches out otherwise.
    List<String> order = List.copyOf(network.getConfiguration().getVertices().keySet());
    List<ParameterSlot> slots = new ArrayList<>(ParameterLayout.of(network).slots());
    slots.sort(Comparator.comparingInt(slot -> order.indexOf(slot.vertex())));
    Weights.draw(slots, network.params(), new InitialWeights(backbone.initialWeights(), seed));
    return network;
  }
}
