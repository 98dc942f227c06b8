package dev.doppel.dl4j.graph;

import dev.doppel.dl4j.layer.PrototypesLayer;
import dev.doppel.dl4j.layer.RowNorms;
import dev.doppel.dl4j.parameter.ParameterLayout;
import dev.doppel.dl4j.parameter.ParameterSlot;
import dev.doppel.spi.target.NetworkPart;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The prototypes of a network, which have unit length in each forward pass. */
final class PrototypeRows {

  private final List<ParameterSlot> slots;

  PrototypeRows(ComputationGraphConfiguration graph, ParameterLayout layout) {
    this.slots =
        layout.slots().stream().filter(slot -> isPrototypes(graph, slot.vertex())).toList();
  }

  private static boolean isPrototypes(ComputationGraphConfiguration graph, String vertex) {
    return graph.getVertices().get(vertex) instanceof LayerVertex layer
        && layer.getLayerConf().getLayer() instanceof PrototypesLayer;
  }

  /** Brings all prototypes of a network's parameters to unit length, in place. */
  void normalise(INDArray parameters) {
    slots.forEach(slot -> RowNorms.normalise(rows(slot, parameters)));
  }

  /**
   * The prototypes that projections are scored against.
   *
   * @return a copy of unit length, {@code [prototypes, width]}
   * @throws IllegalArgumentException if the predictor is not prototypes alone
   */
  INDArray ofPredictor(INDArray parameters) {
    INDArray copy = rows(predictor(), parameters).dup('c');
    RowNorms.normalise(copy);
    return copy;
  }

  /** Checks that the predictor has prototypes to be asked for. */
  ParameterSlot predictor() {
    List<ParameterSlot> ofPredictor =
        slots.stream().filter(slot -> slot.part() == NetworkPart.PREDICTOR).toList();
    if (ofPredictor.size() != 1) {
      throw new IllegalArgumentException(
          "the method needs prototypes, but the predictor has %d layers of them; let one %s be all"
                  .formatted(ofPredictor.size(), PrototypesLayer.class.getSimpleName())
              + " that it has");
    }
    return ofPredictor.get(0);
  }

  /** One row a prototype; DL4J's linear layers have one column. */
  private static INDArray rows(ParameterSlot slot, INDArray parameters) {
    return slot.shapedIn(parameters).transpose();
  }
}
