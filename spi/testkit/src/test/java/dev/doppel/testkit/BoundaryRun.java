package dev.doppel.testkit;

import dev.doppel.runtime.boundary.BoundaryChecks;
import dev.doppel.runtime.boundary.MethodBoundary;
import dev.doppel.runtime.boundary.PartOrigin;
import dev.doppel.runtime.plugin.PluginDescriptor;
import dev.doppel.runtime.step.Collective;
import dev.doppel.runtime.step.ConfiguredGuard;
import dev.doppel.runtime.step.GuardAction;
import dev.doppel.runtime.step.Method;
import dev.doppel.runtime.step.SelfSupervisedStep;
import dev.doppel.runtime.step.StepListener;
import dev.doppel.runtime.step.StepRecord;
import dev.doppel.runtime.step.StepSettings;
import dev.doppel.spi.guard.Assessment;
import dev.doppel.spi.guard.CollapseMonitor;
import dev.doppel.spi.guard.GradientDecision;
import dev.doppel.spi.guard.GradientGuard;
import dev.doppel.spi.guard.Observation;
import dev.doppel.spi.guard.TargetShaper;
import dev.doppel.spi.guard.Verdict;
import dev.doppel.spi.loss.Embeddings;
import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.loss.Role;
import dev.doppel.spi.loss.TargetForm;
import dev.doppel.spi.schedule.Schedule;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.target.TargetParameters;
import dev.doppel.spi.target.TargetUpdate;
import dev.doppel.spi.tensor.Shape;
import dev.doppel.spi.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Steps of a method all of whose parts work, until a test puts another in place of one. */
final class BoundaryRun {

  static final PluginDescriptor PLUGIN =
      new PluginDescriptor("broken", "0.3", 1, "/plugins/broken-0.3.jar");

  static final String LOSS = origin("loss 'cosine'").toString();
  static final String UPDATE = origin("target update 'still'").toString();
  static final String SHAPER = origin("guard 'shaper'").toString();
  static final String GUARD = origin("guard 'gradients'").toString();
  static final String MONITOR = origin("guard 'monitor'").toString();

  private final List<StepRecord> records = new ArrayList<>();

  BoundaryChecks checks = BoundaryChecks.FULL;
  Loss loss = new CosineLoss();
  TargetUpdate update = update(Map.of(), (parameters, state) -> state);
  Function<Embeddings, List<Tensor>> shape = raw -> List.copyOf(raw.targets().values());
  GradientGuard gradientGuard =
      (gradients, state, step) -> new GradientDecision(true, Verdict.healthy(Map.of()), state);
  CollapseMonitor monitor =
      monitor(4, observation -> new Assessment(Verdict.healthy(Map.of()), State.empty()));

  boolean stopGradient = true;

  /** One of the numbers that the networks put out. */
  double output = 3;

  private static PartOrigin origin(String part) {
    return PartOrigin.of(part, PLUGIN);
  }

  static TargetUpdate update(
      Map<String, Schedule> schedules, BiFunction<TargetParameters, State, State> rule) {
    return new TargetUpdate() {
      @Override
      public Map<String, Schedule> schedules() {
        return schedules;
      }

      @Override
      public State apply(TargetParameters parameters, State state, Step step) {
        return rule.apply(parameters, state);
      }
    };
  }

  static CollapseMonitor monitor(int interval, Function<Observation, Assessment> assessment) {
    return new CollapseMonitor() {
      @Override
      public int interval() {
        return interval;
      }

      @Override
      public Assessment assess(Observation observation, State state) {
        return assessment.apply(observation);
      }
    };
  }

  /** What the listener heard in all runs. */
  List<StepRecord> records() {
    return records;
  }

  /** Takes steps of a new run, whose losses are read in blocks of four. */
  void steps(int count) {
    ArrayEngine engine = new ArrayEngine();
    SelfSupervisedStep step =
        new SelfSupervisedStep(
            method(),
            new StepSettings(count, 5, 7, 4),
            engine.tape(),
            listener(),
            Collective.single());
    Tensor first = engine.variable(DoubleArray.of(Shape.of(2, 2), 1, 2, output, 4));
    Tensor second = engine.variable(DoubleArray.of(Shape.of(2, 2), 2, -1, 0.5, 1));
    for (int k = 0; k < count; k++) {
      Embeddings raw =
          Embeddings.empty()
              .with(Role.PREDICTION, 0, first)
              .with(Role.PREDICTION, 1, second)
              .with(Role.TARGET, 0, second)
              .with(Role.TARGET, 1, first);
      Tensor value = step.loss(raw);
      step.guardGradients(new ArrayGradients(), value);
      step.complete(new ArrayTargetParameters(engine), raw, value, stage -> first, Map.of());
    }
    step.flush();
  }

  private StepListener listener() {
    return new StepListener() {
      @Override
      public void onStep(StepRecord record) {
        records.add(record);
      }
    };
  }

  private Method method() {
    return new Method(
        loss,
        update,
        Optional.of(shaper()),
        List.of(
            new ConfiguredGuard<>(
                "gradients", gradientGuard, GuardAction.STOP, origin("guard 'gradients'"))),
        List.of(
            new ConfiguredGuard<>("monitor", monitor, GuardAction.STOP, origin("guard 'monitor'"))),
        true,
        stopGradient,
        new MethodBoundary(
            checks,
            origin("loss 'cosine'"),
            origin("target update 'still'"),
            Optional.of(origin("guard 'shaper'"))));
  }

  private TargetShaper shaper() {
    return new TargetShaper() {
      @Override
      public TargetForm form() {
        return TargetForm.VECTOR;
      }

      @Override
      public List<Tensor> shape(Embeddings raw, State state, Step step) {
        return shape.apply(raw);
      }
    };
  }
}
