package dev.doppel.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.runtime.checkpoint.Checkpoint;
import dev.doppel.runtime.checkpoint.CheckpointFormat;
import dev.doppel.runtime.step.Collective;
import dev.doppel.runtime.step.ConfiguredGuard;
import dev.doppel.runtime.step.GuardAction;
import dev.doppel.runtime.step.GuardEvent;
import dev.doppel.runtime.step.Method;
import dev.doppel.runtime.step.SelfSupervisedStep;
import dev.doppel.runtime.step.StepListener;
import dev.doppel.runtime.step.StepRecord;
import dev.doppel.runtime.step.StepSettings;
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
import dev.doppel.spi.loss.TargetForm;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.target.TargetParameters;
import dev.doppel.spi.target.TargetUpdate;
import dev.doppel.spi.tensor.Shape;
import dev.doppel.spi.tensor.Tensor;
import dev.doppel.spi.view.ViewSelection;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A step that goes on from a file is the step that was never interrupted. */
final class SelfSupervisedStepCheckpointTest {

  private static final int STEPS = 40;

  /** What one step's listener heard. */
  private static final class Heard implements StepListener {

    private final List<StepRecord> records = new ArrayList<>();
    private final List<GuardEvent> events = new ArrayList<>();

    @Override
    public void onStep(StepRecord record) {
      records.add(record);
    }

    @Override
    public void onVerdict(GuardEvent event) {
      events.add(event);
    }
  }

  /** One step on an engine of its own. */
  private static final class Run {

    private final ArrayEngine engine = new ArrayEngine();
    private final Heard heard = new Heard();
    private final SelfSupervisedStep step =
        new SelfSupervisedStep(
            method(), new StepSettings(STEPS, 5, 7, 4), engine.tape(), heard, Collective.single());

    void steps(int from, int to) {
      for (int k = from; k < to; k++) {
        Embeddings raw =
            Embeddings.empty()
                .with(Role.PREDICTION, 0, engine.tensor(Shape.of(1, 1), Math.sin(k)))
                .with(Role.TARGET, 1, engine.tensor(Shape.of(1, 1), Math.cos(k)));
        Tensor loss = step.loss(raw);
        step.guardGradients(new ArrayGradients(), loss);
        step.complete(
            new ArrayTargetParameters(engine),
            raw,
            loss,
            stage -> raw.get(Role.PREDICTION, 0),
            Map.of());
      }
    }
  }

  @ParameterizedTest
  // Before the first step, in the middle of a block of losses, at its end, and where a guard warns.
  @ValueSource(ints = {0, 5, 8, 13, 22})
  void restore_fromAFile_goesOnAsIfNeverInterrupted(int interruption) throws IOException {
    Run whole = new Run();
    whole.steps(0, STEPS);
    whole.step.flush();

    Run first = new Run();
    first.steps(0, interruption);
    byte[] file = file(first.step);
    Run second = new Run();
    second.step.restore(CheckpointFormat.read(new ByteArrayInputStream(file), "the test's"));
    second.steps(interruption, STEPS);
    second.step.flush();

    List<StepRecord> records = new ArrayList<>(first.heard.records);
    records.addAll(second.heard.records);
    assertThat(records).isEqualTo(whole.heard.records);
    List<GuardEvent> events = new ArrayList<>(first.heard.events);
    events.addAll(second.heard.events);
    assertThat(events).isEqualTo(whole.heard.events).isNotEmpty();
    assertThat(file(second.step)).isEqualTo(file(whole.step));
  }

  @Test
  void save_inTheMiddle_changesNothing() throws IOException {
    Run whole = new Run();
    whole.steps(0, STEPS);
    Run saved = new Run();
    for (int k = 0; k < STEPS; k++) {
      saved.steps(k, k + 1);
      assertThat(file(saved.step)).isNotEmpty();
    }
    assertThat(saved.heard.records).isEqualTo(whole.heard.records);
  }

  private static byte[] file(SelfSupervisedStep step) throws IOException {
    Checkpoint.Builder checkpoint = new Checkpoint.Builder();
    step.save(checkpoint);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CheckpointFormat.write(checkpoint.build(), bytes);
    return bytes.toByteArray();
  }

  private static Method method() {
    return new Method(
        new RememberingLoss(),
        countingUpdate(),
        Optional.of(shaper()),
        List.of(new ConfiguredGuard<>("third", thirdStepGuard(), GuardAction.WARN)),
        List.of(new ConfiguredGuard<>("mean", monitor(), GuardAction.WARN)),
        true,
        true);
  }

  /** A loss with a queue, a number and an eye on the latest loss that was read. */
  private record RememberingLoss() implements Loss {

    @Override
    public List<RoleRequirement> roles() {
      return List.of(
          RoleRequirement.prediction(ViewSelection.all()),
          RoleRequirement.target(ViewSelection.global()));
    }

    @Override
    public State initialState(int width, Tensor like, long seed) {
      return State.empty().with("queue", like.full(Shape.of(3, width), 1.0 / 3)).with("count", 0);
    }

    @Override
    public Tensor compute(Embeddings embeddings, State state, Step step) {
      double latest = Double.isNaN(step.latestLoss()) ? 1 : step.latestLoss();
      return embeddings
          .get(Role.PREDICTION, 0)
          .subtract(embeddings.targets().get(1))
          .square()
          .mean()
          .add(state.tensor("queue").sum())
          .add(0.1 * latest + state.number("count", 0));
    }

    @Override
    public State advance(Embeddings embeddings, State state, Step step) {
      Tensor queue = state.tensor("queue");
      return state
          .with(
              "queue", embeddings.get(Role.PREDICTION, 0).concat(0, List.of(queue.slice(0, 0, 2))))
          .with("count", state.number("count", 0) + 0.1);
    }

    @Override
    public ReferenceValues referenceValues(Embeddings outputs) {
      return new ReferenceValues(outputs.predictions().size(), 0);
    }

    @Override
    public boolean isMeanOfRows() {
      return true;
    }
  }

  private static TargetShaper shaper() {
    return new TargetShaper() {
      @Override
      public TargetForm form() {
        return TargetForm.VECTOR;
      }

      @Override
      public State initialState(Embeddings raw) {
        return State.empty()
            .with(
                "centre", raw.get(Role.TARGET, raw.targets().firstKey()).mean(0, true).multiply(0));
      }

      @Override
      public List<Tensor> shape(Embeddings raw, State state, Step step) {
        return raw.targets().values().stream()
            .map(target -> target.subtract(state.tensor("centre")))
            .toList();
      }

      @Override
      public State advance(Embeddings raw, State state, Step step) {
        return state.with(
            "centre",
            state
                .tensor("centre")
                .multiply(0.9)
                .add(raw.targets().get(raw.targets().firstKey()).multiply(0.1)));
      }
    };
  }

  private static TargetUpdate countingUpdate() {
    return new TargetUpdate() {
      @Override
      public State apply(TargetParameters parameters, State state, Step step) {
        return state.with("applied", state.number("applied", 0) + 1);
      }
    };
  }

  private static GradientGuard thirdStepGuard() {
    return (gradients, state, step) -> {
      double seen = state.number("seen", 0) + 1;
      return new GradientDecision(
          seen % 3 != 0, verdict(seen % 10 > 6, Map.of("seen", seen)), state.with("seen", seen));
    };
  }

  private static CollapseMonitor monitor() {
    return new CollapseMonitor() {
      @Override
      public int interval() {
        return 6;
      }

      @Override
      public Assessment assess(Observation observation, State state) {
        double sum =
            state.number("sum", observation.lossReference().uniform())
                + observation.losses().stream().mapToDouble(Double::doubleValue).sum();
        return new Assessment(
            verdict(observation.step().index() % 4 == 3, Map.of("sum", sum)),
            state.with("sum", sum));
      }
    };
  }

  private static Verdict verdict(boolean warns, Map<String, Double> figures) {
    return warns
        ? new Verdict(Condition.WARNING, "a test", "it is one", List.of(), figures)
        : Verdict.healthy(figures);
  }
}
