package dev.doppel.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RestartableOptimizerTest {

  /** The rate tells the update: 1, 2, 3 and so on. */
  private static final Tracker COUNTING = update -> update;

  private final RestartableOptimizer optimizer =
      new RestartableOptimizer(
          rates -> Optimizer.sgd().setLearningRateTracker(rates).build(), COUNTING);

  @Test
  void update_severalParameters_countsThoseOfTheFirst() {
    assertThat(optimizer.updates()).isZero();
    assertThat(moves("first", 3)).containsExactly(1f, 2f, 3f);
    // DJL's schedules are at the most updates that any parameter had.
    assertThat(moves("second", 2)).containsExactly(3f, 3f);
    assertThat(optimizer.updates()).isEqualTo(3);
  }

  @Test
  void restart_goesOnInTheScheduleWithLowerRates() {
    moves("weight", 5);
    optimizer.restart(2, 0.5);
    assertThat(optimizer.updates()).isEqualTo(2);
    assertThat(moves("weight", 2)).containsExactly(1.5f, 2f);
    optimizer.restart(4, 0.5);
    assertThat(moves("weight", 1)).containsExactly(1.25f);
  }

  @Test
  void restart_hasNoAveragesOfBefore() {
    RestartableOptimizer momentum =
        new RestartableOptimizer(
            rates -> Optimizer.sgd().setLearningRateTracker(rates).optMomentum(0.5f).build(),
            Tracker.fixed(1));
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray weight = manager.zeros(new Shape(1));
      NDArray gradient = manager.ones(new Shape(1));
      momentum.update("weight", weight, gradient);
      momentum.update("weight", weight, gradient);
      assertThat(weight.toFloatArray()).containsExactly(-2.5f);
      momentum.restart(0, 1);
      momentum.update("weight", weight, gradient);
      assertThat(weight.toFloatArray()).containsExactly(-3.5f);
    }
  }

  @Test
  void skip_leavesWeightsAndCountAlone() {
    moves("weight", 1);
    optimizer.skip(true);
    assertThat(moves("weight", 2)).containsExactly(0f, 0f);
    assertThat(optimizer.updates()).isOne();
    optimizer.skip(false);
    assertThat(moves("weight", 1)).containsExactly(2f);
  }

  /** How far each of some updates with a gradient of one moves a weight down. */
  private List<Float> moves(String parameter, int updates) {
    List<Float> moves = new ArrayList<>();
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray gradient = manager.create(new float[] {1});
      for (int update = 0; update < updates; update++) {
        NDArray weight = manager.create(new float[] {0});
        optimizer.update(parameter, weight, gradient);
        moves.add(0f - weight.toFloatArray()[0]);
      }
    }
    return moves;
  }
}
