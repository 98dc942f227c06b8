package dev.doppel.runtime.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.runtime.boundary.BoundaryChecks;
import dev.doppel.runtime.checkpoint.Checkpoint;
import dev.doppel.runtime.checkpoint.CheckpointArray;
import dev.doppel.spi.guard.Assessment;
import dev.doppel.spi.guard.CollapseMonitor;
import dev.doppel.spi.guard.Observation;
import dev.doppel.spi.guard.Verdict;
import dev.doppel.spi.step.State;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MonitorRunnerTest {

  private static final int INTERVAL = 5;
  private static final int MOST = 2 * INTERVAL + MonitorRunner.MOST_POSTPONED;

  private final MonitorRunner runner =
      new MonitorRunner(
          new ConfiguredGuard<>("quiet", new QuietMonitor(INTERVAL), GuardAction.WARN),
          BoundaryChecks.FULL,
          TensorMemory.garbageCollected(
              (shape, values) -> {
                throw new AssertionError("this monitor has no tensors");
              }));

  private record QuietMonitor(int interval) implements CollapseMonitor {

    @Override
    public Assessment assess(Observation observation, State state) {
      return new Assessment(Verdict.healthy(Map.of()), state);
    }
  }

  @Test
  void restore_asManyLossesAsCanBeUnseen_hasThem() {
    double[] losses = new double[MOST];
    Arrays.setAll(losses, step -> step);

    runner.restore(withLosses(losses));

    assertThat(unseen()).containsExactly(losses);
  }

  @Test
  void restore_moreLossesThanCanBeUnseen_isRefused() {
    assertThatThrownBy(() -> runner.restore(withLosses(new double[MOST + 1])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the checkpoint has 10,011 losses that a monitor has yet to see, and there can be"
                + " 10,010 at most");
  }

  /** Or what it saves could not be read back. */
  @Test
  void see_neverLooking_keepsTheLatest() {
    for (int step = 0; step <= MOST; step++) {
      runner.see(new double[] {step});
    }

    assertThat(unseen()).hasSize(MOST).startsWith(1.0).endsWith((double) MOST);
    runner.restore(saved());
  }

  private double[] unseen() {
    return saved().array("unseen-losses").doubles();
  }

  private Checkpoint saved() {
    Checkpoint.Builder builder = new Checkpoint.Builder();
    runner.save(builder);
    return builder.build();
  }

  private Checkpoint withLosses(double[] losses) {
    return new Checkpoint.Builder()
        .addAll(saved())
        .array("unseen-losses", CheckpointArray.of(losses, losses.length))
        .build();
  }
}
