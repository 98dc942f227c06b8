package dev.doppel.testkit;

import dev.doppel.runtime.step.Collective;
import dev.doppel.spi.tensor.Shape;
import dev.doppel.spi.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One worker's side of an exchange, for tensors of any platform. */
final class LockStepCollective implements Collective {

  private final int rank;
  private final LockStepExchange exchange;

  LockStepCollective(int rank, LockStepExchange exchange) {
    this.rank = rank;
    this.exchange = exchange;
  }

  private record Rows(Shape shape, double[] values) {}

  @Override
  public int rank() {
    return rank;
  }

  @Override
  public int size() {
    return exchange.size();
  }

  @Override
  public Tensor gather(Tensor rows) {
    List<Tensor> parts = new ArrayList<>();
    for (Object part : exchange.exchange(rank, new Rows(rows.shape(), rows.toArray()))) {
      Rows others = (Rows) part;
      // The worker's own rows stay the very tensor, or no gradient would reach its backbone.
      parts.add(parts.size() == rank ? rows : rows.constant(others.shape(), others.values()));
    }
    return parts.get(0).concat(0, parts.subList(1, parts.size()));
  }

  @Override
  public void sumGradient(float[] gradient) {
    List<Object> parts = exchange.exchange(rank, gradient.clone());
    Arrays.fill(gradient, 0);
    for (Object part : parts) {
      float[] others = (float[]) part;
      if (others.length != gradient.length) {
        throw new IllegalArgumentException(
            "worker %d adds up %d numbers, another one %d"
                .formatted(rank, gradient.length, others.length));
      }
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] += others[i];
      }
    }
  }

  @Override
  public boolean any(boolean mine) {
    return exchange.exchange(rank, mine).contains(true);
  }
}
