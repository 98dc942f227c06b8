package dev.doppel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.runtime.step.Collective;
import dev.doppel.spi.tensor.Shape;
import dev.doppel.spi.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class LockStepWorkersTest {

  private static final int SIZE = 3;

  @Test
  void gather_sharesOfUnequalSize_keepsRanksInOrder() {
    List<double[]> gathered =
        LockStepWorkers.run(
            SIZE,
            collective -> {
              // Rank 0 has one row, rank 1 two, rank 2 three, all of them filled with the rank.
              Shape own = Shape.of(collective.rank() + 1, 2);
              Tensor rows = new ArrayEngine().tensor(Shape.of(1, 1), 0);
              return collective.gather(rows.full(own, collective.rank())).toArray();
            });
    assertThat(gathered)
        .allSatisfy(rows -> assertThat(rows).containsExactly(0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2));
  }

  @Test
  void sumGradient_everyRank_getsTheSum() {
    List<float[]> sums =
        LockStepWorkers.run(
            SIZE,
            collective -> {
              float[] gradient = {collective.rank(), 1};
              collective.sumGradient(gradient);
              return gradient;
            });
    assertThat(sums).allSatisfy(sum -> assertThat(sum).containsExactly(3, 3));
  }

  @Test
  void broadcast_everyRank_getsTheFirstOnes() {
    List<float[]> values =
        LockStepWorkers.run(
            SIZE,
            collective -> {
              float[] own = {collective.rank() + 5, Float.NaN, -1};
              own[1] = collective.rank() == 0 ? 2 : Float.NaN;
              collective.broadcast(own);
              return own;
            });
    assertThat(values).allSatisfy(own -> assertThat(own).containsExactly(5, 2, -1));
  }

  @Test
  void any_oneSaysTrue_isTrueOnAll() {
    assertThat(LockStepWorkers.run(SIZE, collective -> collective.any(collective.rank() == 1)))
        .containsExactly(true, true, true);
    assertThat(LockStepWorkers.run(SIZE, collective -> collective.any(false)))
        .containsExactly(false, false, false);
  }

  @Test
  void run_oneWorkerFails_endsTheOthersAndTellsWhy() {
    assertThatThrownBy(() -> LockStepWorkers.run(SIZE, LockStepWorkersTest::failOnRankTwo))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a worker failed: java.lang.UnsupportedOperationException: broken")
        .satisfies(
            failure ->
                assertThat(failure.getSuppressed())
                    .extracting(Throwable::getMessage)
                    .containsExactly(
                        "worker 0 waits for an exchange, but another worker has ended without it",
                        "worker 1 waits for an exchange, but another worker has ended without it"));
  }

  private static boolean failOnRankTwo(Collective collective) {
    if (collective.rank() == 2) {
      throw new UnsupportedOperationException("broken");
    }
    return collective.any(true);
  }
}
