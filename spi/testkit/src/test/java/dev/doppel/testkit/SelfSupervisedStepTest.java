package dev.doppel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.doppel.runtime.step.Collective;
import dev.doppel.runtime.step.ConfiguredGuard;
import dev.doppel.runtime.step.GuardAction;
import dev.doppel.runtime.step.GuardEvent;
import dev.doppel.runtime.step.Method;
import dev.doppel.runtime.step.RunStoppedException;
import dev.doppel.runtime.step.SelfSupervisedStep;
import dev.doppel.runtime.step.StepListener;
import dev.doppel.runtime.step.StepRecord;
import dev.doppel.runtime.step.StepRoles;
import dev.doppel.runtime.step.StepSettings;
import dev.doppel.runtime.step.TensorMemory;
import dev.doppel.spi.guard.Assessment;
import dev.doppel.spi.guard.CollapseMonitor;
import dev.doppel.spi.guard.Condition;
import dev.doppel.spi.guard.GradientDecision;
import dev.doppel.spi.guard.GradientGuard;
import dev.doppel.spi.guard.Observation;
import dev.doppel.spi.guard.TargetShaper;
import dev.doppel.spi.guard.Verdict;
import dev.doppel.spi.loss.Embeddings;
import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.loss.ReferenceValues;
import dev.doppel.spi.loss.Role;
import dev.doppel.spi.loss.RoleRequirement;
import dev.doppel.spi.loss.Stage;
import dev.doppel.spi.loss.TargetForm;
import dev.doppel.spi.schedule.Schedule;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.target.ParameterPair;
import dev.doppel.spi.target.ParameterRole;
import dev.doppel.spi.target.TargetParameters;
import dev.doppel.spi.target.TargetUpdate;
import dev.doppel.spi.target.UpdatePhase;
import dev.doppel.spi.tensor.Shape;
import dev.doppel.spi.tensor.Tensor;
import dev.doppel.spi.view.ViewKind;
import dev.doppel.spi.view.ViewSelection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The runtime's step on the float64 engine; it is here because the runtime has no engine. */
final class SelfSupervisedStepTest {

  private static final int STEPS = 20;

  /** What a test's loss says it starts from, for each prediction. */
  private static final double ONE_PREDICTION = 0.75;

  private final ArrayEngine engine = new ArrayEngine();
  private final List<StepRecord> records = new ArrayList<>();
  private final List<GuardEvent> events = new ArrayList<>();
  private final List<String> updates = new ArrayList<>();
  private int shapings;
  private final StepListener listener =
      new StepListener() {
        @Override
        public void onStep(StepRecord record) {
          records.add(record);
        }

        @Override
        public void onVerdict(GuardEvent event) {
          events.add(event);
        }
      };

  @Test
  void complete_withoutMonitors_tellsStepsInBlocksAndOrder() {
    SelfSupervisedStep step = step(Method.of(new DifferenceLoss(), update()), 4);
    for (int k = 0; k < 6; k++) {
      run(step, k);
    }
    assertThat(records).extracting(StepRecord::step).containsExactly(0L, 1L, 2L, 3L);
    step.flush();
    assertThat(records)
        .extracting(StepRecord::loss)
        .containsExactly(0.0, 1.0, 4.0, 9.0, 16.0, 25.0);
    assertThat(records.get(5).figures())
        .containsEntry("target-update.momentum", 5.0 / STEPS)
        .containsEntry("learning-rate", 0.5);
  }

  @Test
  void loss_calledTwice_changesNothing() {
    SelfSupervisedStep step = step(shaped(), 4);
    Embeddings embeddings = embeddings(3);
    double first = step.loss(embeddings).item();
    assertThat(step.loss(embeddings).item()).isEqualTo(first);
    assertThat(step.position().index()).isZero();
  }

  @Test
  void complete_withShaper_advancesItsStateOnceAStep() {
    SelfSupervisedStep step = step(shaped(), 1);
    for (int k = 0; k < 3; k++) {
      // The shaper adds the number of completed steps to the target: (1 - (0 + k))^2.
      assertThat(run(step, 1)).isCloseTo((1.0 - k) * (1 - k), within(1e-12));
    }
  }

  @Test
  void complete_withTheOutputsOfTheLatestLoss_doesNotShapeThemAgain() {
    SelfSupervisedStep step = step(shaped(), 4);
    run(step, 1);
    assertThat(shapings).isEqualTo(1);
    Embeddings first = embeddings(1);
    Tensor loss = step.loss(first);
    step.loss(embeddings(2));
    Tensor features = first.get(Role.PREDICTION, 0);
    step.complete(parameters(), first, loss, stage -> features, Map.of());
    // Others came between, so these are shaped once more.
    assertThat(shapings).isEqualTo(4);
  }

  @Test
  void targetUpdate_phase_decidesTheMoment() {
    for (UpdatePhase phase : UpdatePhase.values()) {
      updates.clear();
      SelfSupervisedStep step = step(Method.of(new DifferenceLoss(), update(phase)), 4);
      step.beforeTargetForward(parameters());
      int before = updates.size();
      run(step, 1);
      assertThat(before).isEqualTo(phase == UpdatePhase.BEFORE_TARGET_FORWARD ? 1 : 0);
      assertThat(updates).hasSize(1);
    }
  }

  @Test
  void monitor_failureWithStop_endsTheRunAfterTellingTheStep() {
    SelfSupervisedStep step = step(monitored(GuardAction.STOP), 10);
    run(step, 1);
    run(step, 1);
    assertThatThrownBy(() -> run(step, 5))
        .isInstanceOf(RunStoppedException.class)
        .hasMessage(
            "loss-limit at step 2: divergence, loss 25.0 is over 20;"
                + " likely cause: too fast; keys to change: optimizer.learning-rate");
    assertThat(records).extracting(StepRecord::step).containsExactly(0L, 1L, 2L);
    assertThat(records.get(2).figures()).containsEntry("loss-limit.largest", 25.0);
    assertThat(records.get(1).figures()).doesNotContainKey("loss-limit.largest");
  }

  @Test
  void guardGradients_failureWithStop_tellsTheStepBeforeTheRunEnds() {
    GradientGuard guard =
        (gradients, state, step) ->
            new GradientDecision(
                step.index() < 1,
                step.index() < 1
                    ? Verdict.healthy(Map.of("norm", 1.0))
                    : new Verdict(
                        Condition.DIVERGENCE, "norm 7", "", List.of(), Map.of("norm", 7.0)),
                state);
    Method guarded =
        new Method(
            new DifferenceLoss(),
            update(),
            Optional.empty(),
            List.of(new ConfiguredGuard<>("spike", guard, GuardAction.STOP)),
            List.of(),
            true,
            true);
    SelfSupervisedStep step = step(guarded, 10);
    assertThat(step.guardGradients(new ArrayGradients(), step.loss(embeddings(3)))).isTrue();
    run(step, 3);
    assertThat(step.hasFailed()).isFalse();
    Tensor loss = step.loss(embeddings(2));
    assertThatThrownBy(() -> step.guardGradients(new ArrayGradients(), loss))
        .isInstanceOf(RunStoppedException.class)
        .hasMessage("spike at step 1: divergence, norm 7");
    assertThat(step.hasFailed()).isTrue();
    assertThat(records).extracting(StepRecord::loss).containsExactly(9.0, 4.0);
    assertThat(records.get(1).figures()).containsExactlyEntriesOf(Map.of("spike.norm", 7.0));
  }

  @Test
  void monitor_failureWithWarn_isToldOnceUntilItIsOver() {
    SelfSupervisedStep step = step(monitored(GuardAction.WARN), 10);
    for (double value : new double[] {1, 1, 5, 5, 5, 5, 1, 1, 1, 5, 5, 5}) {
      run(step, value);
    }
    assertThat(events).extracting(GuardEvent::step).containsExactly(2L, 8L, 11L);
    assertThat(events)
        .extracting(event -> event.verdict().condition())
        .containsExactly(Condition.DIVERGENCE, Condition.HEALTHY, Condition.DIVERGENCE);
    assertThat(events.get(1).message()).isEqualTo("loss-limit at step 8: healthy again");
  }

  @Test
  void roles_notSymmetric_predictTheSecondViewFromTheFirst() {
    Method method =
        new Method(
            new DifferenceLoss(), update(), Optional.empty(), List.of(), List.of(), false, true);
    StepRoles roles = StepRoles.of(method, List.of(ViewKind.GLOBAL, ViewKind.GLOBAL));
    assertThat(roles.requirements())
        .extracting(role -> role.requirement().role() + " " + role.view())
        .containsExactly("PREDICTION 0", "TARGET 1");
  }

  @Test
  void roles_noViewQualifies_areRefused() {
    assertThatThrownBy(
            () -> StepRoles.of(Method.of(new DifferenceLoss(), update()), List.of(ViewKind.LOCAL)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the loss needs a view as TARGET, but none of the 1 views of a sample qualifies:"
                + " [LOCAL]");
  }

  private SelfSupervisedStep step(Method method, int lossReadInterval) {
    return new SelfSupervisedStep(
        method,
        new StepSettings(STEPS, 5, 7, lossReadInterval),
        TensorMemory.garbageCollected(engine::tensor),
        listener,
        Collective.single());
  }

  private double run(SelfSupervisedStep step, double prediction) {
    Embeddings embeddings = embeddings(prediction);
    Tensor loss = step.loss(embeddings);
    Tensor features = embeddings.get(Role.PREDICTION, 0);
    step.complete(parameters(), embeddings, loss, stage -> features, Map.of("learning-rate", 0.5));
    return loss.item();
  }

  private Embeddings embeddings(double prediction) {
    return Embeddings.empty()
        .with(Role.PREDICTION, 0, engine.tensor(Shape.of(1, 1), prediction))
        .with(Role.TARGET, 1, engine.tensor(Shape.of(1, 1), 0));
  }

  private TargetUpdate update() {
    return update(UpdatePhase.AFTER_OPTIMIZER_STEP);
  }

  private TargetUpdate update(UpdatePhase phase) {
    return new TargetUpdate() {
      @Override
      public Map<String, Schedule> schedules() {
        return Map.of("momentum", Schedule.linear(0, 1));
      }

      @Override
      public UpdatePhase phase() {
        return phase;
      }

      @Override
      public State apply(TargetParameters parameters, State state, Step step) {
        updates.add("step " + step.index());
        return state;
      }
    };
  }

  private Method shaped() {
    TargetShaper shaper =
        new TargetShaper() {
          @Override
          public TargetForm form() {
            return TargetForm.VECTOR;
          }

          @Override
          public State initialState(Embeddings raw) {
            return State.empty()
                .with(
                    "count",
                    raw.get(Role.TARGET, raw.targets().firstKey()).mean(0, true).multiply(0));
          }

          @Override
          public List<Tensor> shape(Embeddings raw, State state, Step step) {
            shapings++;
            return raw.targets().values().stream()
                .map(target -> target.add(state.tensor("count")))
                .toList();
          }

          @Override
          public State advance(Embeddings raw, State state, Step step) {
            return state.with("count", state.tensor("count").add(1));
          }
        };
    return new Method(
        new DifferenceLoss(), update(), Optional.of(shaper), List.of(), List.of(), true, true);
  }

  private Method monitored(GuardAction action) {
    CollapseMonitor monitor =
        new CollapseMonitor() {
          @Override
          public int interval() {
            return 3;
          }

          @Override
          public Assessment assess(Observation observation, State state) {
            double largest =
                observation.losses().stream().mapToDouble(Double::doubleValue).max().orElseThrow();
            assertThat(observation.losses()).hasSize(3);
            assertThat(observation.features(Stage.PROJECTION).width()).isEqualTo(1);
            assertThat(observation.lossReference().uniform()).isEqualTo(ONE_PREDICTION);
            Map<String, Double> figures = Map.of("largest", largest);
            Verdict verdict =
                largest > 20
                    ? new Verdict(
                        Condition.DIVERGENCE,
                        "loss " + largest + " is over 20",
                        "too fast",
                        List.of("optimizer.learning-rate"),
                        figures)
                    : Verdict.healthy(figures);
            return new Assessment(verdict, state);
          }
        };
    return new Method(
        new DifferenceLoss(),
        update(),
        Optional.empty(),
        List.of(),
        List.of(new ConfiguredGuard<>("loss-limit", monitor, action)),
        true,
        true);
  }

  private static TargetParameters parameters() {
    return new TargetParameters() {
      @Override
      public List<ParameterPair> pairs() {
        return List.of();
      }

      @Override
      public void blend(Set<ParameterRole> roles, double keep) {
        throw new AssertionError("no rule in this test blends");
      }
    };
  }

  /** The squared difference between the first prediction and the last target. */
  private record DifferenceLoss() implements Loss {

    @Override
    public List<RoleRequirement> roles() {
      return List.of(
          RoleRequirement.prediction(ViewSelection.all()),
          RoleRequirement.target(ViewSelection.global()));
    }

    @Override
    public Tensor compute(Embeddings embeddings, State state, Step step) {
      Tensor target = embeddings.targets().get(embeddings.targets().lastKey());
      return embeddings.get(Role.PREDICTION, 0).subtract(target).square().mean();
    }

    @Override
    public ReferenceValues referenceValues(Embeddings outputs) {
      return new ReferenceValues(outputs.predictions().size() * ONE_PREDICTION, 0);
    }

    @Override
    public boolean isMeanOfRows() {
      return true;
    }
  }
}
