package dev.doppel.dl4j.graph;

import dev.doppel.dl4j.parameter.ParameterLayout;
import dev.doppel.dl4j.parameter.ParameterSlot;
import dev.doppel.dl4j.parameter.PartNames;
import dev.doppel.runtime.network.HeadSpecification;
import dev.doppel.runtime.network.InitialWeights;
import dev.doppel.runtime.network.LayerSpecification.Linear;
import dev.doppel.spi.target.NetworkPart;
import dev.doppel.spi.target.ParameterRole;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Writes seeded weights into a network's parameter vector. */
public final class Weights {

  private Weights() {}

  /**
   * Draws the weights of a recipe's head, layer by layer.
   *
   * @param layout the network's layout
   * @param part what the head is
   * @param head the head
   * @param vector its parameters; changed
   * @param weights where weights come from
   */
  static void draw(
      ParameterLayout layout,
      NetworkPart part,
      HeadSpecification head,
      INDArray vector,
      InitialWeights weights) {
    for (int index = 0; index < head.layers().size(); index++) {
      String vertex = PartNames.vertex(part, index);
      double deviation = head.layers().get(index) instanceof Linear linear ? linear.deviation() : 0;
      draw(
          layout.slots().stream().filter(slot -> slot.vertex().equals(vertex)).toList(),
          deviation,
          vector,
          weights);
    }
  }

  /**
   * Draws the weights of some layers, in the order given; other parameters stay.
   *
   * @param slots the layers' parameters
   * @param vector the network's parameters; changed
   * @param weights where weights come from
   */
  public static void draw(List<ParameterSlot> slots, INDArray vector, InitialWeights weights) {
    draw(slots, 0, vector, weights);
  }

  private static void draw(
      List<ParameterSlot> slots, double deviation, INDArray vector, InitialWeights weights) {
    for (ParameterSlot slot : slots) {
      if (slot.role() != ParameterRole.WEIGHT) {
        continue;
      }
      long[] shape = slot.shape();
      INDArray target = slot.shapedIn(vector);
      if (shape.length == 2) {
        // DL4J's linear layers have inputs as rows.
        try (INDArray drawn = array(weights, deviation, shape[1], shape[0])) {
          target.assign(drawn.transpose());
        }
      } else {
        try (INDArray drawn = array(weights, deviation, shape)) {
          target.assign(drawn);
        }
      }
    }
  }

  private static INDArray array(InitialWeights weights, double deviation, long... shape) {
    return Nd4j.create(weights.draw(deviation, shape), shape, 'c');
  }
}
