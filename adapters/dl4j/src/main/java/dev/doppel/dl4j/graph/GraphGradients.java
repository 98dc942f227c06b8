package dev.doppel.dl4j.graph;

import dev.doppel.dl4j.parameter.ParameterLayout;
import dev.doppel.dl4j.parameter.ParameterSlot;
import dev.doppel.spi.guard.Gradients;
import dev.doppel.spi.guard.ParameterGradient;
import dev.doppel.spi.target.NetworkPart;
import dev.doppel.spi.target.ParameterRole;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The gradients of the online network's parameters, and which of them a step leaves alone. */
final class GraphGradients implements Gradients {

  /** What {@link ParameterGradient#clip} adds to a norm. */
  private static final double CLIP_EPSILON = 1e-6;

  private final List<ParameterGradient> parameters;
  private final Set<ParameterSlot> frozen = new LinkedHashSet<>();

  GraphGradients(ParameterLayout layout, INDArray vector) {
    this.parameters =
        layout.trained().stream()
            .<ParameterGradient>map(slot -> new Entry(slot, slot.in(vector), frozen))
            .toList();
  }

  @Override
  public List<ParameterGradient> parameters() {
    return parameters;
  }

  /** The parameters that were frozen since the last {@link #thaw}. */
  Set<ParameterSlot> frozen() {
    return Collections.unmodifiableSet(frozen);
  }

  /** Begins a new step. */
  void thaw() {
    frozen.clear();
  }

  private record Entry(ParameterSlot slot, INDArray gradient, Set<ParameterSlot> frozen)
      implements ParameterGradient {

    @Override
    public String name() {
      return slot.name();
    }

    @Override
    public ParameterRole role() {
      return slot.role();
    }

    @Override
    public NetworkPart part() {
      return slot.part();
    }

    @Override
    public String layer() {
      return slot.layer();
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

    /**
     * {@inheritDoc}
     *
     * <p>The factor stays on the device: with a hundred parameters, waiting for each norm would
     * take longer than all of the clipping.
     */
    @Override
    public void clip(double maximum) {
      try (INDArray factor = gradient.norm2()) {
        factor.addi(CLIP_EPSILON).rdivi(maximum);
        Transforms.min(factor, 1, false);
        gradient.muli(factor);
      }
    }

    @Override
    public void freeze() {
      gradient.assign(0);
      frozen.add(slot);
    }
  }
}
