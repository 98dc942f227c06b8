package dev.doppel.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.runtime.step.Collective;
import dev.doppel.runtime.step.ConfiguredGuard;
import dev.doppel.runtime.step.GuardAction;
import dev.doppel.runtime.step.Method;
import dev.doppel.runtime.step.RunStoppedException;
import dev.doppel.runtime.step.SelfSupervisedStep;
import dev.doppel.runtime.step.StepListener;
import dev.doppel.runtime.step.StepSettings;
import dev.doppel.runtime.step.TensorMemory;
import dev.doppel.spi.guard.Assessment;
import dev.doppel.spi.guard.CollapseMonitor;
import dev.doppel.spi.guard.Condition;
import dev.doppel.spi.guard.GradientDecision;
import dev.doppel.spi.guard.GradientGuard;
import dev.doppel.spi.guard.Observation;
import dev.doppel.spi.guard.Verdict;
import dev.doppel.spi.loss.Embeddings;
import dev.doppel.spi.loss.Role;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.target.TargetParameters;
import dev.doppel.spi.target.TargetUpdate;
import dev.doppel.spi.tensor.Shape;
import dev.doppel.spi.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What several workers decide together, although one of them alone has a reason to. */
@Timeout(20)
final class SelfSupervisedStepAgreementTest {

  private static final int WORKERS = 3;
  private static final int STEPS = 6;
  private static final Verdict FAILED =
      new Verdict(Condition.DIVERGENCE, "enough", "the test", List.of(), Map.of());

  @Test
  void guardGradients_oneWorkerSkips_allSkipThatStep() {
    List<List<Boolean>> applied = LockStepWorkers.run(WORKERS, worker -> decisions(worker, 1));
    assertThat(applied)
        .allSatisfy(
            steps -> assertThat(steps).containsExactly(true, true, false, true, true, true));
  }

  @Test
  void guardGradients_oneWorkerStops_allStopAtThatStep() {
    List<String> endings =
        LockStepWorkers.run(
            WORKERS, worker -> ending(worker, withGuard(worker.rank() == 1, FAILED)));
    assertThat(endings).containsExactly(elsewhere(2), "guard" + failed(2), elsewhere(2));
  }

  @Test
  void complete_oneWorkersMonitorStops_allStopAtThatStep() {
    List<String> endings =
        LockStepWorkers.run(WORKERS, worker -> ending(worker, withMonitor(worker.rank() == 2)));
    // The monitors look at each second step.
    assertThat(endings).containsExactly(elsewhere(3), elsewhere(3), "monitor" + failed(3));
  }

  @Test
  void complete_allMonitorsStop_eachTellsItsOwnEvent() {
    List<String> endings =
        LockStepWorkers.run(WORKERS, worker -> ending(worker, withMonitor(true)));
    assertThat(endings).containsOnly("monitor" + failed(3));
  }

  @Test
  void complete_noMonitorStops_allGoOn() {
    List<String> endings =
        LockStepWorkers.run(WORKERS, worker -> ending(worker, withMonitor(false)));
    assertThat(endings).containsOnly("none in " + STEPS + " steps");
  }

  private static String elsewhere(int step) {
    return "a guard of another worker ended the run at step "
        + step
        + "; that worker says which and why";
  }

  private static String failed(int step) {
    return " at step " + step + ": divergence, enough; likely cause: the test";
  }

  private static List<Boolean> decisions(Collective collective, int skipping) {
    Worker worker =
        new Worker(collective, withGuard(collective.rank() == skipping, Verdict.healthy(Map.of())));
    return IntStream.range(0, STEPS).mapToObj(k -> worker.run()).toList();
  }

  private static String ending(Collective collective, Method method) {
    Worker worker = new Worker(collective, method);
    try {
      IntStream.range(0, STEPS).forEach(k -> worker.run());
      return "none in " + worker.step.position().index() + " steps";
    } catch (RunStoppedException e) {
      // Where the event is another worker's, there is none here.
      assertThat(e.event().isEmpty()).isEqualTo(e.getMessage().contains("another worker"));
      return e.getMessage();
    }
  }

  /** One worker's step, fed with the same outputs each time. */
  private static final class Worker {

    private final ArrayEngine engine = new ArrayEngine();
    private final Tensor rows = engine.tensor(Shape.of(2, 2), 1, 2, 3, 4);
    private final SelfSupervisedStep step;

    Worker(Collective collective, Method method) {
      step =
          new SelfSupervisedStep(
              method,
              StepSettings.of(STEPS, STEPS, 7),
              TensorMemory.garbageCollected(engine::tensor),
              new StepListener() {},
              collective);
    }

    /** Takes a step and returns whether its gradients were to be applied. */
    boolean run() {
      Embeddings embeddings = Embeddings.empty();
      for (int view = 0; view < 2; view++) {
        embeddings = embeddings.with(Role.PREDICTION, view, rows).with(Role.TARGET, view, rows);
      }
      Tensor loss = step.loss(embeddings);
      boolean applied = step.guardGradients(new ArrayGradients(), loss);
      step.complete(new ArrayTargetParameters(engine), embeddings, loss, stage -> rows, Map.of());
      return applied;
    }
  }

  /** A guard that, where active, skips the step of index 2 and says something of it. */
  private static Method withGuard(boolean active, Verdict verdict) {
    GradientGuard guard =
        (gradients, state, step) ->
            active && step.index() == 2
                ? new GradientDecision(false, verdict, state)
                : new GradientDecision(true, Verdict.healthy(Map.of()), state);
    return method(List.of(new ConfiguredGuard<>("guard", guard, GuardAction.STOP)), List.of());
  }

  /** A monitor that, where active, finds a failure at the step of index 3. */
  private static Method withMonitor(boolean active) {
    CollapseMonitor monitor =
        new CollapseMonitor() {
          @Override
          public int interval() {
            return 2;
          }

          @Override
          public Assessment assess(Observation observation, State state) {
            boolean fails = active && observation.step().index() == 3;
            return new Assessment(fails ? FAILED : Verdict.healthy(Map.of()), state);
          }
        };
    return method(List.of(), List.of(new ConfiguredGuard<>("monitor", monitor, GuardAction.STOP)));
  }

  private static Method method(
      List<ConfiguredGuard<GradientGuard>> guards,
      List<ConfiguredGuard<CollapseMonitor>> monitors) {
    TargetUpdate still =
        new TargetUpdate() {
          @Override
          public State apply(TargetParameters parameters, State state, Step step) {
            return state;
          }
        };
    return new Method(new CosineLoss(), still, Optional.empty(), guards, monitors, true, true);
  }
}
