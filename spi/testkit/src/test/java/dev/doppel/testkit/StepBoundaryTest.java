package dev.doppel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.runtime.boundary.BoundaryChecks;
import dev.doppel.runtime.plugin.PluginException;
import dev.doppel.runtime.step.RunStoppedException;
import dev.doppel.runtime.step.StepRecord;
import dev.doppel.spi.guard.Assessment;
import dev.doppel.spi.guard.Condition;
import dev.doppel.spi.guard.GradientDecision;
import dev.doppel.spi.guard.Verdict;
import dev.doppel.spi.loss.Embeddings;
import dev.doppel.spi.loss.ReferenceValues;
import dev.doppel.spi.schedule.Schedule;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.target.ParameterRole;
import dev.doppel.spi.target.TargetParameters;
import dev.doppel.spi.target.TargetUpdate;
import dev.doppel.spi.tensor.Shape;
import dev.doppel.spi.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A run of the step with one part that breaks a rule; the message says which part and plugin. */
final class StepBoundaryTest {

  private static final String LOSS = BoundaryRun.LOSS + " ";
  private static final String SHAPER = BoundaryRun.SHAPER + " ";
  private static final String UPDATE = BoundaryRun.UPDATE + " ";

  private final BoundaryRun run = new BoundaryRun();

  private void expect(int steps, String message) {
    assertThatThrownBy(() -> run.steps(steps))
        .isInstanceOf(PluginException.class)
        .hasMessage(message);
  }

  /** A loss of {@code 1 - cos} that is another value from a step on. */
  private static final class BreakingLoss extends CosineLoss {

    private final int from;
    private final double value;

    BreakingLoss(int from, double value) {
      this.from = from;
      this.value = value;
    }

    @Override
    public Tensor compute(Embeddings embeddings, State state, Step step) {
      Tensor loss = super.compute(embeddings, state, step);
      return step.index() >= from ? loss.multiply(0).add(value) : loss;
    }
  }

  @Test
  void steps_allPartsWork_goOn() {
    run.steps(20);

    assertThat(run.records()).hasSize(20);
  }

  @Test
  void loss_thatThrows_isBlamedWithItsStep() {
    run.loss =
        new CosineLoss() {
          @Override
          public Tensor compute(Embeddings embeddings, State state, Step step) {
            if (step.index() == 1000) {
              throw new AbstractMethodError("Tensor.cross");
            }
            return super.compute(embeddings, state, step);
          }
        };
    expect(
        1001,
        BoundaryRun.LOSS
            + ", called at step 1000, was built against another version of what it calls or"
            + " implements: java.lang.AbstractMethodError: Tensor.cross ("
            + BoundaryRun.PLUGIN.alignment()
            + ")");
    assertThat(run.records()).hasSize(1000);
  }

  @Test
  void loss_ofEachRow_isRefused() {
    run.loss =
        new CosineLoss() {
          @Override
          public Tensor compute(Embeddings embeddings, State state, Step step) {
            return super.compute(embeddings, state, step).add(embeddings.predictions().get(0));
          }
        };
    expect(1, LOSS + "returned a loss of shape [2, 2] at step 0, expected a scalar");
  }

  @Test
  void loss_null_isRefused() {
    run.checks = BoundaryChecks.NONE;
    run.loss =
        new CosineLoss() {
          @Override
          public Tensor compute(Embeddings embeddings, State state, Step step) {
            return null;
          }
        };
    expect(1, LOSS + "returned null from compute at step 0");
  }

  @Test
  void loss_stateOrReferenceThatIsNull_isRefused() {
    run.loss =
        new CosineLoss() {
          @Override
          public State advance(Embeddings embeddings, State state, Step step) {
            return step.index() < 2 ? state : null;
          }
        };
    expect(3, LOSS + "returned null from advance at step 2");
    run.loss =
        new CosineLoss() {
          @Override
          public State initialState(int width, Tensor like, long seed) {
            return null;
          }
        };
    expect(1, LOSS + "returned null from initialState");
    run.loss =
        new CosineLoss() {
          @Override
          public ReferenceValues referenceValues(Embeddings outputs) {
            return null;
          }
        };
    expect(1, LOSS + "returned null from referenceValues");
  }

  @Test
  void loss_stateThatCannotBeKept_isBlamed() {
    run.loss =
        new CosineLoss() {
          @Override
          public State advance(Embeddings embeddings, State state, Step step) {
            return state.with("row", new ArrayEngine().tensor(Shape.of(1), 2));
          }
        };
    expect(
        1,
        LOSS
            + "failed: java.lang.IllegalArgumentException: a tensor of this tape is needed, not one"
            + " of another tape or backend: dev.doppel.runtime.tape.TapeTensor");
  }

  @Test
  void loss_notFiniteAtFirst_isRefused() {
    run.loss = new BreakingLoss(0, Double.NaN);
    expect(1, LOSS + "returned a loss of NaN at step 0, though all that it saw was finite");
    run.loss = new BreakingLoss(0, Double.POSITIVE_INFINITY);
    expect(1, LOSS + "returned a loss of Infinity at step 0, though all that it saw was finite");
  }

  @Test
  void loss_notFiniteLater_isRefusedOnceItWasRead() {
    run.loss = new BreakingLoss(5, Double.NaN);

    expect(20, LOSS + "returned a loss of NaN at step 7, though all that it saw was finite");
    // Read in blocks of four; the block that ends the run is told of.
    assertThat(run.records()).extracting(StepRecord::step).endsWith(6L, 7L);
    assertThat(run.records().get(5).loss()).isNaN();
  }

  @Test
  void loss_ofOutputsThatAreNotFinite_isTheNetworksFault() {
    run.loss = new BreakingLoss(0, Double.NaN);
    for (double output : new double[] {Double.NaN, Double.NEGATIVE_INFINITY, 1e20, -2000}) {
      run.output = output;
      run.steps(8);
    }
    assertThat(run.records()).hasSize(32).allMatch(record -> Double.isNaN(record.loss()));
  }

  @Test
  void loss_notFiniteWithoutChecksOfValues_passes() {
    run.loss = new BreakingLoss(0, Double.NaN);
    for (BoundaryChecks checks : List.of(BoundaryChecks.SHAPES, BoundaryChecks.NONE)) {
      run.checks = checks;
      run.steps(8);
    }
    assertThat(run.records()).hasSize(16);
  }

  @Test
  void loss_notFiniteInAStepThatAGuardSkips_passes() {
    run.loss = new BreakingLoss(3, Double.NaN);
    run.gradientGuard =
        (gradients, state, step) ->
            new GradientDecision(step.index() != 3, Verdict.healthy(Map.of()), state);
    run.steps(4);

    assertThat(run.records()).hasSize(4);
    assertThat(run.records().get(3).loss()).isNaN();
  }

  @Test
  void loss_notFiniteWhereAMonitorStops_isTheMonitorsToTell() {
    run.loss = new BreakingLoss(1, Double.NaN);
    run.monitor =
        BoundaryRun.monitor(
            2,
            observation ->
                new Assessment(
                    new Verdict(Condition.DIVERGENCE, "NaN", "", List.of(), Map.of()),
                    State.empty()));

    assertThatThrownBy(() -> run.steps(2))
        .isInstanceOf(RunStoppedException.class)
        .hasMessage("monitor at step 1: divergence, NaN");
  }

  @Test
  void shaper_wrongTargets_areRefused() {
    run.shape = raw -> List.copyOf(raw.targets().values()).subList(0, 1);
    expect(1, SHAPER + "returned 1 targets at step 0, expected 2, one a view");
    run.shape = raw -> raw.targets().values().stream().map(view -> view.slice(1, 0, 1)).toList();
    expect(1, SHAPER + "returned a target of shape [2, 1] for view 0 at step 0, expected [2, 2]");
    run.shape = raw -> Arrays.asList(raw.targets().get(0), null);
    expect(1, SHAPER + "returned a collection with null in it from shape at step 0");
    run.shape = raw -> null;
    expect(1, SHAPER + "returned null from shape at step 0");
  }

  @Test
  void shaper_targetOfAPrediction_isRefusedForItsGradient() {
    run.shape = raw -> List.of(raw.targets().get(0), raw.predictions().get(1));
    expect(
        1,
        SHAPER
            + "returned a target with a gradient for view 1 at step 0, expected one without:"
            + " predictions must not be looked at");

    run.checks = BoundaryChecks.NONE;
    run.steps(1);
    run.checks = BoundaryChecks.SHAPES;
    run.stopGradient = false;
    run.steps(1);
    assertThat(run.records()).hasSize(2);
  }

  @Test
  void shaper_targetOfAnotherTape_isBlamed() {
    run.shape =
        raw -> List.of(raw.targets().get(0), new ArrayEngine().tensor(Shape.of(2, 2), 1, 2, 3, 4));
    expect(
        1,
        SHAPER
            + "failed: java.lang.IllegalArgumentException: a tensor of this tape is needed, not one"
            + " of another tape or backend: dev.doppel.runtime.tape.TapeTensor");
  }

  @Test
  void shaper_targetsThatAreNotFinite_areRefused() {
    run.shape =
        raw -> raw.targets().values().stream().map(view -> view.multiply(1e200).exp()).toList();

    expect(
        1, SHAPER + "returned targets that are not finite at step 0, though all that it saw was");
  }

  @Test
  void targetUpdate_momentumOutOfRange_isRefused() {
    run.update =
        BoundaryRun.update(
            Map.of("momentum", (step, steps) -> step < 2 ? 1 : 1.2), (parameters, state) -> state);

    expect(3, UPDATE + "schedules momentum = 1.2 at step 2, which must be in [0, 1]");
  }

  @Test
  void targetUpdate_blendOutOfRange_isBlamed() {
    run.update =
        BoundaryRun.update(
            Map.of("rate", Schedule.constant(7)),
            (parameters, state) -> {
              parameters.blend(Set.of(ParameterRole.WEIGHT), -0.5);
              return state;
            });
    expect(
        1,
        BoundaryRun.UPDATE
            + ", called at step 0, failed: java.lang.IllegalArgumentException: keep must be in"
            + " [0, 1], not -0.5");
  }

  @Test
  void targetUpdate_nullState_isRefused() {
    run.update =
        new TargetUpdate() {
          @Override
          public State apply(TargetParameters parameters, State state, Step step) {
            return null;
          }
        };
    expect(1, UPDATE + "returned null from apply at step 0");
  }

  @Test
  void gradientGuard_withoutAnswer_isRefused() {
    String guard = BoundaryRun.GUARD + " ";
    Verdict healthy = Verdict.healthy(Map.of());
    run.gradientGuard = (gradients, state, step) -> null;
    expect(1, guard + "returned null from guard at step 0");
    run.gradientGuard = (gradients, state, step) -> new GradientDecision(true, null, state);
    expect(1, guard + "returned no verdict at step 0");
    run.gradientGuard = (gradients, state, step) -> new GradientDecision(true, healthy, null);
    expect(1, guard + "returned no state at step 0");
    run.gradientGuard =
        (gradients, state, step) ->
            new GradientDecision(
                true, new Verdict(null, "", "", List.of(), Map.of()), State.empty());
    expect(1, guard + "returned a verdict without condition at step 0");
  }

  @Test
  void monitor_againstTheRules_isRefused() {
    String monitor = BoundaryRun.MONITOR + " ";
    run.monitor = BoundaryRun.monitor(0, observation -> null);
    expect(1, monitor + "returned 0 steps from interval, which must be at least 1");
    run.monitor = BoundaryRun.monitor(2, observation -> null);
    expect(2, monitor + "returned null from assess at step 1");
    run.monitor =
        BoundaryRun.monitor(
            1,
            observation -> {
              throw new IllegalStateException("lost count");
            });
    expect(
        1,
        BoundaryRun.MONITOR
            + ", called at step 0, failed: java.lang.IllegalStateException: lost count");
  }

  @Test
  void checks_fewer_changeNoLoss() {
    List<List<Double>> losses = new ArrayList<>();
    for (BoundaryChecks checks : BoundaryChecks.values()) {
      BoundaryRun other = new BoundaryRun();
      other.checks = checks;
      other.shape = raw -> raw.targets().values().stream().map(view -> view.add(0.5)).toList();
      other.steps(8);
      losses.add(other.records().stream().map(StepRecord::loss).toList());
    }
    assertThat(losses.get(0)).hasSize(8);
    assertThat(losses.get(1)).isEqualTo(losses.get(0));
    assertThat(losses.get(2)).isEqualTo(losses.get(0));
  }
}
