package dev.doppel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.doppel.runtime.step.Collective;
import dev.doppel.runtime.step.ConfiguredGuard;
import dev.doppel.runtime.step.GuardAction;
import dev.doppel.runtime.step.Method;
import dev.doppel.runtime.step.SelfSupervisedStep;
import dev.doppel.runtime.step.StepListener;
import dev.doppel.runtime.step.StepSettings;
import dev.doppel.runtime.step.TensorMemory;
import dev.doppel.spi.guard.Assessment;
import dev.doppel.spi.guard.CollapseMonitor;
import dev.doppel.spi.guard.Observation;
import dev.doppel.spi.guard.TargetNetworkStatistics;
import dev.doppel.spi.guard.TargetStatistics;
import dev.doppel.spi.guard.Verdict;
import dev.doppel.spi.loss.Embeddings;
import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.loss.ReferenceValues;
import dev.doppel.spi.loss.Role;
import dev.doppel.spi.loss.RoleRequirement;
import dev.doppel.spi.loss.TargetForm;
import dev.doppel.spi.schedule.Schedule;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.target.ParameterRole;
import dev.doppel.spi.target.TargetParameters;
import dev.doppel.spi.target.TargetUpdate;
import dev.doppel.spi.target.UpdatePhase;
import dev.doppel.spi.tensor.Shape;
import dev.doppel.spi.tensor.Tensor;
import dev.doppel.spi.view.ViewSelection;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What monitors see of targets and networks, against figures by hand. */
final class ObservedFiguresTest {

  /** Float64 over a few terms. */
  private static final double ROUNDING = 1e-12;

  private final ArrayEngine engine = new ArrayEngine();
  private final Map<String, Double> seen = new HashMap<>();

  @Test
  void targets_crossEntropy_haveEntropiesAndADivergence() {
    double[][] first = {{0.5, 0.25, 0.25}, {1.0, 1e-200, 1e-200}};
    double[][] second = {{0.25, 0.5, 0.25}, {0.2, 0.2, 0.6}};
    double[] prediction = {0.25, 0.25, 0.5};
    observe(true, new ArrayTargetParameters(engine), prediction, first, second);

    double meanEntropy =
        (2 * (0.5 * Math.log(2) + 0.5 * Math.log(4)) + 0.4 * Math.log(5) - 0.6 * Math.log(0.6)) / 4;
    double[] mean = {1.95 / 4, 0.95 / 4, 1.1 / 4};
    double divergence = 0;
    for (double[] target : List.of(first[0], first[1], second[0], second[1])) {
      divergence += divergence(target, prediction) / 4;
    }
    assertThat(seen)
        .containsEntry("targets", 4.0)
        .containsEntry("prototypes", 3.0)
        .hasEntrySatisfying("mean-entropy", close(meanEntropy))
        .hasEntrySatisfying("entropy-of-mean", close(-divergence(mean, new double[] {1, 1, 1})))
        .hasEntrySatisfying("divergence", close(divergence));
  }

  @Test
  void targets_anotherLoss_haveNoDivergence() {
    double[][] rows = {{0.5, 0.5}};
    observe(false, new ArrayTargetParameters(engine), new double[] {0.5, 0.5}, rows, rows);

    assertThat(seen)
        .hasEntrySatisfying("mean-entropy", close(Math.log(2)))
        .doesNotContainKey("divergence");
  }

  @Test
  void targetNetwork_weightsAlone_areBesideEachOther() {
    ArrayTargetParameters parameters = new ArrayTargetParameters(engine);
    parameters.add("first.weight", ParameterRole.WEIGHT, values(3, -4), values(3, -1));
    parameters.add("second.weight", ParameterRole.WEIGHT, values(12), values(8));
    parameters.add("first.bias", ParameterRole.BIAS, values(100), values(-100));
    parameters.add("mean", ParameterRole.RUNNING_STATISTIC, values(7), values(9));
    double[][] rows = {{0.5, 0.5}};
    observe(true, parameters, new double[] {0.5, 0.5}, rows, rows);

    assertThat(seen)
        .hasEntrySatisfying("distance", close(5.0 / 13))
        .hasEntrySatisfying("target-mark", close(12))
        .hasEntrySatisfying("online-mark", close(19))
        .containsEntry("shares-storage", 0.0);
  }

  @Test
  void targetNetwork_oneArrayForBoth_sharesStorage() {
    DoubleArray one = values(1, 2);
    ArrayTargetParameters parameters = new ArrayTargetParameters(engine);
    parameters.add("weight", ParameterRole.WEIGHT, one, one);
    double[][] rows = {{0.5, 0.5}};
    observe(true, parameters, new double[] {0.5, 0.5}, rows, rows);

    assertThat(seen).containsEntry("shares-storage", 1.0).containsEntry("distance", 0.0);
  }

  @Test
  void targetNetwork_noParameters_isNone() {
    double[][] rows = {{0.5, 0.5}};
    observe(true, new ArrayTargetParameters(engine), new double[] {0.5, 0.5}, rows, rows);

    assertThat(seen).doesNotContainKeys("distance", "shares-storage");
  }

  private static Consumer<Double> close(double expected) {
    return value -> assertThat(value).isCloseTo(expected, within(ROUNDING));
  }

  private static double divergence(double[] target, double[] prediction) {
    double sum = 0;
    for (int i = 0; i < target.length; i++) {
      sum += target[i] * Math.log(target[i] / prediction[i]);
    }
    return sum;
  }

  private static DoubleArray values(double... values) {
    return DoubleArray.of(Shape.of(values.length), values);
  }

  /** Takes a step with one prediction for each target of two views. */
  private void observe(
      boolean isCrossEntropy,
      TargetParameters parameters,
      double[] prediction,
      double[][] first,
      double[][] second) {
    Tensor predictions = logarithms(prediction, first.length);
    Embeddings embeddings =
        Embeddings.empty()
            .with(Role.PREDICTION, 0, predictions)
            .with(Role.PREDICTION, 1, predictions)
            .with(Role.TARGET, 0, logarithms(first))
            .with(Role.TARGET, 1, logarithms(second));
    SelfSupervisedStep step =
        new SelfSupervisedStep(
            method(new CrossEntropyLoss(isCrossEntropy)),
            new StepSettings(1, 1, 1, 1),
            TensorMemory.garbageCollected(engine::tensor),
            new StepListener() {},
            Collective.single());
    Tensor loss = step.loss(embeddings);
    step.complete(parameters, embeddings, loss, stage -> predictions, Map.of());
  }

  private Tensor logarithms(double[] row, int times) {
    double[][] rows = new double[times][];
    Arrays.fill(rows, row);
    return logarithms(rows);
  }

  /** Of which the softmax is the rows again. */
  private Tensor logarithms(double[][] rows) {
    return engine.tensor(DoubleArray.ofRows(rows)).log();
  }

  private Method method(Loss loss) {
    TargetUpdate standing =
        new TargetUpdate() {
          @Override
          public Map<String, Schedule> schedules() {
            return Map.of();
          }

          @Override
          public UpdatePhase phase() {
            return UpdatePhase.AFTER_OPTIMIZER_STEP;
          }

          @Override
          public State apply(TargetParameters parameters, State state, Step step) {
            return state;
          }
        };
    return new Method(
        loss,
        standing,
        Optional.empty(),
        List.of(),
        List.of(new ConfiguredGuard<>("figures", new Figures(), GuardAction.STOP)),
        true,
        true);
  }

  /** Notes all figures, while what they are computed from is there. */
  private final class Figures implements CollapseMonitor {

    @Override
    public int interval() {
      return 1;
    }

    @Override
    public Assessment assess(Observation observation, State state) {
      observation.targets().ifPresent(this::note);
      observation.targetNetwork().ifPresent(this::note);
      return new Assessment(Verdict.healthy(Map.of()), state);
    }

    private void note(TargetStatistics targets) {
      seen.put("targets", (double) targets.targets());
      seen.put("prototypes", (double) targets.prototypes());
      seen.put("mean-entropy", targets.meanEntropy());
      seen.put("entropy-of-mean", targets.entropyOfMean());
      targets.divergence().ifPresent(value -> seen.put("divergence", value));
    }

    private void note(TargetNetworkStatistics network) {
      seen.put("distance", network.distance());
      seen.put("target-mark", network.targetMark());
      seen.put("online-mark", network.onlineMark());
      seen.put("shares-storage", network.sharesStorage() ? 1.0 : 0.0);
    }
  }

  /** The mean cross entropy of each view's targets with its prediction. */
  private record CrossEntropyLoss(boolean isTargetCrossEntropy) implements Loss {

    @Override
    public List<RoleRequirement> roles() {
      return List.of(
          RoleRequirement.prediction(ViewSelection.all()),
          RoleRequirement.target(ViewSelection.all()));
    }

    @Override
    public TargetForm targetForm() {
      return TargetForm.DISTRIBUTION;
    }

    @Override
    public Tensor compute(Embeddings embeddings, State state, Step step) {
      return ofView(embeddings, 0).add(ofView(embeddings, 1)).multiply(0.5);
    }

    private static Tensor ofView(Embeddings embeddings, int view) {
      return embeddings
          .get(Role.TARGET, view)
          .multiply(embeddings.get(Role.PREDICTION, view).logSoftmax(1))
          .sum(1, false)
          .mean()
          .negate();
    }

    @Override
    public ReferenceValues referenceValues(Embeddings outputs) {
      return new ReferenceValues(1, 0);
    }

    @Override
    public boolean isMeanOfRows() {
      return true;
    }
  }
}
