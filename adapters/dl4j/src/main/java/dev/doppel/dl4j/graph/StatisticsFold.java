package dev.doppel.dl4j.graph;

import dev.doppel.dl4j.parameter.ParameterLayout;
import dev.doppel.dl4j.parameter.ParameterSlot;
import dev.doppel.spi.target.ParameterRole;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Joins the gradient vectors of several passes through one network. Gradients add up. Running
 * statistics do not: DL4J keeps them among the parameters, and what it calls their gradient is the
 * step towards this pass's statistics. Two such steps, each from the same start, are joined to the
 * two taken one after the other, as happens where each pass moves the statistics.
 *
 * <p>With {@code m' = m - u}, {@code u = (1 - d) (m - b)}: after the first step {@code u1} the
 * second is {@code u2 - (1 - d) u1}, so both make {@code d u1 + u2}. Standard deviations as
 * logarithms step by {@code u = -log10(r) / 2} with {@code r} the ratio of new to old variance, and
 * both steps' ratio is {@code d r1 + r2 - d}.
 */
final class StatisticsFold {

  private final List<ParameterSlot> statistics;

  StatisticsFold(ParameterLayout layout) {
    this.statistics =
        layout.slots().stream()
            .filter(slot -> slot.role() == ParameterRole.RUNNING_STATISTIC)
            .toList();
  }

  /** Adds the vector of the next pass to that of all before. */
  void add(INDArray total, INDArray next) {
    for (ParameterSlot slot : statistics) {
      INDArray before = slot.in(total);
      if (slot.isLogDeviation()) {
        foldLogarithm(before, slot.in(next), slot.decay());
      } else {
        before.muli(slot.decay());
      }
    }
    total.addi(next);
  }

  /** Leaves in {@code next} what makes both steps when added to {@code before}. */
  private static void foldLogarithm(INDArray before, INDArray next, double decay) {
    try (INDArray ratio = ratio(before);
        INDArray nextRatio = ratio(next)) {
      ratio.muli(decay).addi(nextRatio).subi(decay);
      Transforms.log(ratio, false);
      ratio.muli(-0.5 / Math.log(10)).subi(before);
      next.assign(ratio);
    }
  }

  private static INDArray ratio(INDArray step) {
    return Transforms.exp(step.mul(-2 * Math.log(10)), false);
  }
}
