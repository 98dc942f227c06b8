package dev.doppel.dl4j.network;

import dev.doppel.dl4j.graph.Weights;
import dev.doppel.dl4j.parameter.ParameterLayout;
import dev.doppel.dl4j.parameter.ParameterSlot;
import dev.doppel.runtime.network.BackboneKind;
import dev.doppel.runtime.network.Mlp;
import dev.doppel.runtime.network.ResNet18;
import dev.doppel.runtime.network.SmallCnn;
import dev.doppel.runtime.network.VisionTransformer;
import dev.doppel.runtime.training.TrainingPlan;
import dev.doppel.spi.option.Options;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The backbones by name. DL4J restores them from their files: all but the vision transformers are
 * made of its own layers only, and those where this library is on the class path.
 */
public final class Backbones {

  private Backbones() {}

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
    BackboneKind kind = BackboneKind.of(plan.backbone());
    Options options = plan.backboneOptions();
    if (kind.transformer().isPresent()) {
      VisionTransformer transformer =
          VisionTransformer.of(options, plan.imageSize(), plan.channels());
      return VisionTransformerGraph.build(transformer, seed, DataType.FLOAT);
    }
    LayerChain chain = new LayerChain(plan.channels(), plan.imageSize(), seed);
    switch (kind) {
      case MLP -> MlpGraph.build(Mlp.of(options), chain);
      case RESNET18 -> ResNet18Graph.build(ResNet18.of(options, plan.imageSize()), chain);
      case SMALL_CNN -> SmallCnnGraph.build(SmallCnn.of(options), chain);
      case VIT_BASE, VIT_SMALL, VIT_TINY ->
          throw new IllegalStateException(kind + " is no chain of DL4J's layers");
    }
    ComputationGraph network = new ComputationGraph(chain.build());
    network.init();
    // Weights are drawn in the order in which layers were added; DL4J lays branches out otherwise.
    List<String> order = List.copyOf(network.getConfiguration().getVertices().keySet());
    List<ParameterSlot> slots = new ArrayList<>(ParameterLayout.of(network).slots());
    slots.sort(Comparator.comparingInt(slot -> order.indexOf(slot.vertex())));
    Weights.draw(slots, network.params(), kind.initialWeights(seed));
    return network;
  }
}
