package dev.doppel.dl4j.graph;

import dev.doppel.dl4j.parameter.Logarithms;
import dev.doppel.dl4j.parameter.ParameterLayout;
import dev.doppel.dl4j.parameter.ParameterSlot;
import dev.doppel.dl4j.tensor.Nd4jArray;
import dev.doppel.runtime.tape.GradientTape;
import dev.doppel.spi.target.ParameterPair;
import dev.doppel.spi.target.ParameterRole;
import dev.doppel.spi.target.TargetParameters;
import dev.doppel.spi.tensor.Tensor;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The parameters of the target beside the online network's. Both networks begin with the same
 * layers, so that whole stretches of their vectors are blended at once.
 */
final class TargetPairs implements TargetParameters {

  private final ParameterLayout layout;
  private final INDArray online;
  private final INDArray target;
  private final List<ParameterPair> pairs;
  private final Map<Set<ParameterRole>, List<ParameterLayout.Range>> ranges = new HashMap<>();

  /** Pairs up a target with the beginning of an online network. */
  TargetPairs(
      ParameterLayout layout, INDArray online, INDArray target, GradientTape<Nd4jArray> tape) {
    this.layout = layout;
    this.online = online;
    this.target = target;
    this.pairs =
        layout.slots().stream()
            .<ParameterPair>map(slot -> new Pair(slot, slot.in(online), slot.in(target), tape))
            .toList();
  }

  /** Where there is no target network. */
  static TargetParameters none() {
    return new TargetParameters() {
      @Override
      public List<ParameterPair> pairs() {
        return List.of();
      }

      @Override
      public void blend(Set<ParameterRole> roles, double keep) {
        // There is nothing to blend.
      }
    };
  }

  @Override
  public List<ParameterPair> pairs() {
    return pairs;
  }

  @Override
  public void blend(Set<ParameterRole> roles, double keep) {
    if (!(keep >= 0 && keep <= 1)) {
      throw new IllegalArgumentException("keep must be in [0, 1], not " + keep);
    }
    if (roles.isEmpty() || keep == 1) {
      return;
    }
    List<ParameterLayout.Range> chosen =
        ranges.computeIfAbsent(
            EnumSet.copyOf(roles),
            set -> layout.ranges(slot -> set.contains(slot.role()) && !slot.isLogDeviation()));
    for (ParameterLayout.Range range : chosen) {
      blend(range.in(online), range.in(target), keep);
    }
    if (roles.contains(ParameterRole.RUNNING_STATISTIC)) {
      layout.slots().stream()
          .filter(ParameterSlot::isLogDeviation)
          .forEach(slot -> blendLogarithms(slot.in(online), slot.in(target), keep));
    }
  }

  private static void blend(INDArray online, INDArray target, double keep) {
    if (keep == 0) {
      target.assign(online);
    } else {
      target.muli(keep);
      Nd4j.getBlasWrapper().level1().axpy(online.length(), 1 - keep, online, target);
    }
  }

  /** The mean is that of variances, not of their logarithms. */
  private static void blendLogarithms(INDArray online, INDArray target, double keep) {
    if (keep == 0) {
      target.assign(online);
      return;
    }
    try (INDArray from = Logarithms.variance(online);
        INDArray to = Logarithms.variance(target)) {
      blend(from, to, keep);
      Logarithms.assignVariance(target, to);
    }
  }

  private record Pair(
      ParameterSlot slot, INDArray onlineView, INDArray targetView, GradientTape<Nd4jArray> tape)
      implements ParameterPair {

    @Override
    public String name() {
      return slot.name();
    }

    @Override
    public ParameterRole role() {
      return slot.role();
    }

    @Override
    public Tensor online() {
      return tensor(onlineView);
    }

    @Override
    public Tensor target() {
      return tensor(targetView);
    }

    @Override
    public boolean sharesStorage() {
      return onlineView.data().pointer().address() == targetView.data().pointer().address()
          && onlineView.offset() == targetView.offset();
    }

    private Tensor tensor(INDArray view) {
      INDArray values =
          slot.isLogDeviation()
              ? Logarithms.variance(view)
              : view.reshape(slot.order(), slot.shape());
      return tape.constant(Nd4jArray.borrowed(values));
    }

    @Override
    public void assign(Tensor value) {
      INDArray array = tape.value(value).array();
      if (array.length() != targetView.length()) {
        throw new IllegalArgumentException(
            "parameter '%s' has shape %s, not %s"
                .formatted(name(), target().shape(), value.shape()));
      }
      if (slot.isLogDeviation()) {
        Logarithms.assignVariance(targetView, array.reshape(targetView.shape()));
      } else {
        targetView.reshape(slot.order(), slot.shape()).assign(array);
      }
    }
  }
}
