package dev.doppel.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.spi.schedule.Schedule;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.target.ParameterPair;
import dev.doppel.spi.target.ParameterRole;
import dev.doppel.spi.target.TargetSource;
import dev.doppel.spi.target.TargetUpdate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What every target-update rule must do. Tests of a rule extend it, make the rule and say, as a
 * formula of their own, which share of the old value it keeps at each step.
 *
 * <pre>{@code
 * final class EmaTargetUpdateTest extends TargetUpdateContract {
 *   @Override
 *   protected TargetUpdate targetUpdate() {
 *     return new EmaTargetUpdate(Schedule.constant(0.9));
 *   }
 *
 *   @Override
 *   protected double expectedKeep(long step, long steps) {
 *     return 0.9;
 *   }
 * }
 * }</pre>
 */
public abstract class TargetUpdateContract {

  private static final int STEPS = 24;

  /** A product and a sum in another order differ in the last digit or two of numbers around 1. */
  private static final double ROUNDING = 1e-14;

  /** For subclasses. */
  protected TargetUpdateContract() {}

  /**
   * The rule under test.
   *
   * @return a new instance
   */
  protected abstract TargetUpdate targetUpdate();

  /**
   * The share of the old value that the target's trained parameters keep at a step. Not asked of
   * rules whose targets come from the online network.
   *
   * @param step the step, from 0
   * @param steps the number of steps of the run
   * @return the share, from 0 (a copy of the online network) to 1 (no change)
   */
  protected abstract double expectedKeep(long step, long steps);

  /**
   * The same for running statistics.
   *
   * @param step the step, from 0
   * @param steps the number of steps of the run
   * @return the share; 1 by default, since statistics are the target's own unless asked otherwise
   */
  protected double expectedKeepOfRunningStatistics(long step, long steps) {
    return 1;
  }

  /**
   * The latest loss that is known at a step, for rules that go by it.
   *
   * @param step the step, from 0
   * @return the loss; not known, {@code NaN}, by default
   */
  protected double latestLoss(long step) {
    return Double.NaN;
  }

  /** What a rule remembers is in its state. */
  @Test
  public final void fields_areFinal() {
    Fields.requireFinal(targetUpdate());
  }

  /** The rule says where targets come from, how they start and when it is applied. */
  @Test
  public final void declarations_areThere() {
    TargetUpdate update = targetUpdate();
    assertThat(update.source()).isNotNull();
    assertThat(update.initialisation()).isNotNull();
    assertThat(update.phase()).isNotNull();
  }

  /** Scheduled shares are in [0, 1] from the first step to the end value. */
  @Test
  public final void schedules_stayBetweenZeroAndOne() {
    for (long steps : new long[] {1, 2, STEPS, 1000}) {
      for (Map.Entry<String, Schedule> entry : targetUpdate().schedules().entrySet()) {
        for (long step = 0; step <= steps; step++) {
          assertThat(entry.getValue().at(step, steps))
              .as("%s at step %d of %d", entry.getKey(), step, steps)
              .isBetween(0.0, 1.0);
        }
      }
    }
  }

  /** At each step each target is the blend of its old value and the online one. */
  @Test
  public final void apply_equalsDirectComputation() {
    Run run = new Run(targetUpdate());
    for (int step = 0; step < STEPS; step++) {
      Map<String, DoubleArray> expected = run.expectedAfter(step);
      run.step(step);
      for (ParameterPair pair : run.parameters.pairs()) {
        DoubleArray difference =
            difference(run.parameters.target(pair.name()), expected.get(pair.name()));
        assertThat(difference.largest())
            .as("difference of target %s from the direct computation, step %d", pair.name(), step)
            .isLessThanOrEqualTo(ROUNDING);
      }
      run.moveOnline(step);
    }
  }

  /** A share of 1 is exactly no change, 0 exactly a copy: nothing creeps in by rounding. */
  @Test
  public final void apply_keepAllOrNothing_isExact() {
    Run run = new Run(targetUpdate());
    for (int step = 0; step < STEPS; step++) {
      Map<String, DoubleArray> expected = run.expectedAfter(step);
      Map<String, Double> keep = run.expectedKeepAt(step);
      run.step(step);
      expected.forEach(
          (name, value) -> {
            if (keep.get(name) == 0 || keep.get(name) == 1) {
              assertThat(run.parameters.target(name)).as("target %s", name).isEqualTo(value);
            }
          });
      run.moveOnline(step);
    }
  }

  /** The online network is looked at only. */
  @Test
  public final void apply_leavesOnlineNetworkAlone() {
    Run run = new Run(targetUpdate());
    for (int step = 0; step < STEPS; step++) {
      Map<String, DoubleArray> before = run.online();
      run.step(step);
      assertThat(run.online()).isEqualTo(before);
      run.moveOnline(step);
    }
  }

  /** A run that is saved, restored into a new instance and continued is the same run. */
  @Test
  public final void apply_resumed_equalsUninterrupted() {
    Run uninterrupted = new Run(targetUpdate());
    Run resumed = new Run(targetUpdate());
    for (int step = 0; step < STEPS; step++) {
      if (step == STEPS / 2 - 1) {
        resumed = resumed.restoredWith(targetUpdate());
      }
      uninterrupted.step(step);
      resumed.step(step);
      uninterrupted.moveOnline(step);
      resumed.moveOnline(step);
    }
    assertThat(resumed.target()).isEqualTo(uninterrupted.target());
  }

  private static DoubleArray difference(DoubleArray left, DoubleArray right) {
    return new DoubleArrayOperations().subtract(left, right);
  }

  /** A rule with its state and the parameters that it moves. */
  private final class Run {

    private final ArrayEngine engine = new ArrayEngine();
    private final TargetUpdate update;
    private ArrayTargetParameters parameters = ArrayTargetParameters.example(engine, 7);
    private State state = State.empty();

    private Run(TargetUpdate update) {
      this.update = update;
    }

    private void step(long index) {
      Step step = new Step(index, STEPS, 0, latestLoss(index), Map.of()).resolve(update);
      state = update.apply(parameters, state, step);
    }

    /** As an optimiser's step would. */
    private void moveOnline(long index) {
      long seed = 1000 + 10 * index;
      for (ParameterPair pair : parameters.pairs()) {
        DoubleArray next = DoubleArray.gaussian(seed++, pair.online().size(0), 4);
        parameters.setOnline(pair.name(), next);
      }
    }

    private Map<String, Double> expectedKeepAt(long index) {
      Map<String, Double> keep = new LinkedHashMap<>();
      for (ParameterPair pair : parameters.pairs()) {
        keep.put(pair.name(), keep(pair.role(), index));
      }
      return keep;
    }

    private double keep(ParameterRole role, long index) {
      if (update.source() == TargetSource.ONLINE_NETWORK) {
        // There is no target network to move.
        return 1;
      }
      return role == ParameterRole.RUNNING_STATISTIC
          ? expectedKeepOfRunningStatistics(index, STEPS)
          : expectedKeep(index, STEPS);
    }

    private Map<String, DoubleArray> expectedAfter(long index) {
      Map<String, DoubleArray> expected = new LinkedHashMap<>();
      expectedKeepAt(index)
          .forEach(
              (name, keep) ->
                  expected.put(
                      name,
                      ArrayTargetParameters.mix(
                          parameters.target(name), parameters.online(name), keep)));
      return expected;
    }

    private Map<String, DoubleArray> online() {
      Map<String, DoubleArray> values = new LinkedHashMap<>();
      parameters.pairs().forEach(pair -> values.put(pair.name(), engine.read(pair.online())));
      return values;
    }

    private Map<String, DoubleArray> target() {
      Map<String, DoubleArray> values = new LinkedHashMap<>();
      parameters.pairs().forEach(pair -> values.put(pair.name(), engine.read(pair.target())));
      return values;
    }

    private Run restoredWith(TargetUpdate fresh) {
      Run restored = new Run(fresh);
      restored.parameters = new ArrayTargetParameters(restored.engine);
      Map<String, DoubleArray> online = online();
      Map<String, DoubleArray> target = target();
      for (ParameterPair pair : parameters.pairs()) {
        restored.parameters.add(
            pair.name(), pair.role(), online.get(pair.name()), target.get(pair.name()));
      }
      restored.state = StateRoundTrip.of(restored.engine, state);
      return restored;
    }
  }
}
