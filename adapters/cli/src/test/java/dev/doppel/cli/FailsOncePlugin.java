package dev.doppel.cli;

import dev.doppel.spi.SelfSupervisedPlugin;
import dev.doppel.spi.SpiVersion;
import dev.doppel.spi.guard.Assessment;
import dev.doppel.spi.guard.CollapseGuard;
import dev.doppel.spi.guard.CollapseGuardFactory;
import dev.doppel.spi.guard.CollapseMonitor;
import dev.doppel.spi.guard.Condition;
import dev.doppel.spi.guard.Observation;
import dev.doppel.spi.guard.Verdict;
import dev.doppel.spi.option.Options;
import dev.doppel.spi.step.State;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongPredicate;

/**
 * A plugin with a guard that once says that the run failed, whatever it sees.
 *
 * @param when asked after each step, from 0, until it says so
 * @param told whether it has
 */
record FailsOncePlugin(LongPredicate when, AtomicBoolean told) implements SelfSupervisedPlugin {

  @Override
  public int spiVersion() {
    return SpiVersion.CURRENT;
  }

  @Override
  public String name() {
    return "fails-once-plugin";
  }

  @Override
  public String version() {
    return "0.7";
  }

  @Override
  public List<CollapseGuardFactory> collapseGuards() {
    return List.of(new GuardPart(this));
  }

  private boolean fails(long step) {
    return !told.get() && when.test(step) && told.compareAndSet(false, true);
  }

  private record GuardPart(FailsOncePlugin plugin) implements CollapseGuardFactory {

    @Override
    public String name() {
      return "fails-once";
    }

    @Override
    public String description() {
      return "Says once that the run failed.";
    }

    @Override
    public Class<? extends CollapseGuard> kind() {
      return CollapseMonitor.class;
    }

    @Override
    public CollapseGuard create(Options options) {
      return new FailsOnceGuard(plugin);
    }
  }

  private record FailsOnceGuard(FailsOncePlugin plugin) implements CollapseMonitor {

    @Override
    public int interval() {
      return 1;
    }

    @Override
    public Assessment assess(Observation observation, State state) {
      Verdict verdict =
          plugin.fails(observation.step().index())
              ? new Verdict(
                  Condition.DIVERGENCE,
                  "what a test wants",
                  "the test",
                  List.of("optimizer.learning-rate"),
                  Map.of())
              : Verdict.healthy(Map.of());
      return new Assessment(verdict, state);
    }
  }
}
