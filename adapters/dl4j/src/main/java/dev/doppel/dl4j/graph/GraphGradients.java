package dev.doppel.dl4j.graph;

import dev.doppel.dl4j.parameter.ParameterLayout;
import dev.doppel.dl4j.parameter.ParameterSlot;
import dev.doppel.spi.guard.Gradients;
import dev.doppel.spi.guard.ParameterGradient;
import dev.doppel.spi.target.ParameterRole;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The gradients of the online network's parameters. */
final class GraphGradients implements Gradients {

  private final List<ParameterGradient> parameters;

  GraphGradients(ParameterLayout layout, INDArray vector) {
    this.parameters =
        layout.trained().stream()
            .<ParameterGradient>map(slot -> new Entry(slot, slot.in(vector)))
            .toList();
  }

  @Override
  public List<ParameterGradient> parameters() {
    return parameters;
  }

  private record Entry(ParameterSlot slot, INDArray gradient) implements ParameterGradient {

    @Override
    public String name() {
      return slot.name();
    }

    @Override
    public ParameterRole role() {
      return slot.role();
    }

    @Override
    public double norm() {
      return gradient.norm2Number().doubleValue();
    }

    @Override
    public void scale(double factor) {
      if (factor == 0) {
        // Also where it is not a number.
        gradient.assign(0);
      } else {
        gradient.muli(factor);
      }
    }
  }
}
