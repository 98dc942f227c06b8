package dev.doppel.runtime.step;

import dev.doppel.spi.guard.TargetStatistics;
import dev.doppel.spi.tensor.Tensor;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Figures over the targets of one step, computed on the device: a target can have tens of thousands
 * of columns.
 */
final class TargetDistributions implements TargetStatistics {

  /** Far under any probability that counts, and above the least float32. */
  private static final double LEAST = 1e-30;

  private final List<Tensor> views;
  private final OptionalDouble loss;
  private Double meanEntropy;
  private Double entropyOfMean;

  /** The targets of each view; the loss of the step where it is their cross entropy. */
  TargetDistributions(List<Tensor> views, OptionalDouble loss) {
    this.views = List.copyOf(views);
    this.loss = loss;
  }

  @Override
  public int targets() {
    return views.stream().mapToInt(view -> view.size(0)).sum();
  }

  @Override
  public int prototypes() {
    return views.get(0).size(1);
  }

  @Override
  public double meanEntropy() {
    if (meanEntropy == null) {
      double sum = 0;
      for (Tensor view : views) {
        sum += entropy(view.stopGradient());
      }
      meanEntropy = sum / targets();
    }
    return meanEntropy;
  }

  @Override
  public double entropyOfMean() {
    if (entropyOfMean == null) {
      Tensor sum = views.get(0).stopGradient().sum(0, true);
      for (Tensor view : views.subList(1, views.size())) {
        sum = sum.add(view.stopGradient().sum(0, true));
      }
      entropyOfMean = entropy(sum.divide(targets()));
    }
    return entropyOfMean;
  }

  /** The sum over all elements of {@code -p ln p}. */
  private static double entropy(Tensor shares) {
    return -shares.multiply(shares.maximum(LEAST).log()).sum().item();
  }

  @Override
  public OptionalDouble divergence() {
    return loss.isPresent()
        ? OptionalDouble.of(loss.getAsDouble() - meanEntropy())
        : OptionalDouble.empty();
  }
}
