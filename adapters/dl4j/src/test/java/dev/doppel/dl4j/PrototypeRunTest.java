package dev.doppel.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.doppel.runtime.network.BatchStatistics;
import dev.doppel.runtime.network.HeadSpecification;
import dev.doppel.runtime.network.InitialWeights;
import dev.doppel.runtime.optimizer.OptimizerPlan;
import dev.doppel.runtime.step.ConfiguredGuard;
import dev.doppel.runtime.step.GuardAction;
import dev.doppel.runtime.step.Method;
import dev.doppel.runtime.step.StepListener;
import dev.doppel.runtime.step.StepRecord;
import dev.doppel.runtime.training.TrainingPlan;
import dev.doppel.spi.guard.GradientDecision;
import dev.doppel.spi.guard.GradientGuard;
import dev.doppel.spi.guard.Gradients;
import dev.doppel.spi.guard.ParameterGradient;
import dev.doppel.spi.guard.Verdict;
import dev.doppel.spi.loss.Network;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.target.NetworkPart;
import dev.doppel.spi.view.ViewKind;
import dev.doppel.spi.view.ViewPolicy;
import dev.doppel.spi.view.ViewSpecification;
import dev.doppel.testkit.SmallRuns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/** Runs over prototypes and views of several sizes. */
final class PrototypeRunTest {

  private static final String PROTOTYPES = "predictor-0.W";
  private static final int LARGE = 12;
  private static final int SMALL = 8;
  private static final int FROZEN_STEPS = 2;

  /** Products of a few unit vectors in float32. */
  private static final double TOLERANCE = 2e-6;

  private final PrototypeScores.Sharpening shaper = new PrototypeScores.Sharpening();
  private final List<StepRecord> records = new ArrayList<>();

  @ParameterizedTest
  @EnumSource(names = {"PER_VIEW", "PER_SIZE"})
  void fit_scoresOfSeveralSizes_areProductsWithUnitPrototypes(BatchStatistics statistics) {
    SelfSupervision run = run(statistics, List.of(), true);
    INDArray[] batch = batch(1);
    for (int step = 0; step < 20; step++) {
      run.network().fit(batch, new INDArray[0]);
    }
    run.flush();
    assertThat(shaper.differences).hasSizeGreaterThanOrEqualTo(20).allMatch(d -> d < TOLERANCE);
    assertThat(shaper.lengths).allMatch(length -> length < TOLERANCE);
    assertThat(records.get(19).loss()).isLessThan(records.get(0).loss() - 0.1);
    assertThat(lengths(run)).as("as the last step left them").isGreaterThan(TOLERANCE);
  }

  @Test
  void score_betweenSteps_changesNothingAndHasUnitPrototypes() {
    SelfSupervision run = run(BatchStatistics.PER_SIZE, List.of(), true);
    INDArray[] batch = batch(1);
    run.network().fit(batch, new INDArray[0]);
    INDArray before = run.network().params().dup();
    shaper.differences.clear();
    double loss = run.network().score(new MultiDataSet(batch, new INDArray[0]), false);
    assertThat(run.network().params()).isEqualTo(before);
    assertThat(shaper.differences).isNotEmpty().allMatch(difference -> difference < TOLERANCE);
    // Without batch norm or dropout the next step's loss is that of evaluation.
    run.network().fit(batch, new INDArray[0]);
    assertThat(run.network().score()).isCloseTo(loss, within(1e-6));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void fit_frozenPredictor_movesOnceItIsFree(boolean recipeOptimizer) {
    ConfiguredGuard<GradientGuard> freezing =
        new ConfiguredGuard<>("freezing", PrototypeRunTest::freeze, GuardAction.WARN);
    SelfSupervision run = run(BatchStatistics.PER_SIZE, List.of(freezing), recipeOptimizer);
    run.network().fit(batch(1), new INDArray[0]);
    INDArray unit = run.parameters(Network.ONLINE).get(PROTOTYPES).dup();
    for (int step = 1; step <= FROZEN_STEPS; step++) {
      INDArray other = run.parameters(Network.ONLINE).get("projector-0.W").dup();
      run.network().fit(batch(step + 1), new INDArray[0]);
      INDArray prototypes = run.parameters(Network.ONLINE).get(PROTOTYPES);
      double moved = prototypes.sub(unit).amaxNumber().doubleValue();
      if (step < FROZEN_STEPS) {
        // Brought to unit length again, which rounds.
        assertThat(moved).isLessThan(1e-7);
      } else {
        assertThat(moved).isGreaterThan(1e-4);
      }
      assertThat(run.parameters(Network.ONLINE).get("projector-0.W")).isNotEqualTo(other);
    }
  }

  private static GradientDecision freeze(Gradients gradients, State state, Step step) {
    if (step.index() < FROZEN_STEPS) {
      gradients.parameters().stream()
          .filter(gradient -> gradient.part() == NetworkPart.PREDICTOR)
          .forEach(ParameterGradient::freeze);
    }
    return new GradientDecision(true, Verdict.healthy(Map.of()), state);
  }

  @Test
  void of_networkThatFlattens_namesViewAndBackbone() {
    GraphBuilder flat =
        graph().addLayer("dense", new DenseLayer.Builder().nOut(6).build(), "convolution");
    assertThatThrownBy(
            () ->
                SelfSupervision.of(
                    plan(BatchStatistics.PER_SIZE, List.of()),
                    network(flat, "dense"),
                    new StepListener() {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("view 'local' has 8 x 8 pixels, but the network takes 12 x 12 only")
        .hasMessageEndingWith("or give all views one size");
    // A map of features is flattened by the heads, and so has another width.
    assertThatThrownBy(
            () ->
                SelfSupervision.of(
                    plan(BatchStatistics.PER_SIZE, List.of()),
                    network(graph(), "convolution"),
                    new StepListener() {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("view 'local' has 8 x 8 pixels, but the network takes 12 x 12 only")
        .hasMessageContaining("in place of [1, 4, 6, 6]");
  }

  @Test
  void of_recipesHeads_startsWithTheSeedsWeightsInOrder() {
    TrainingPlan plan = plan(BatchStatistics.PER_SIZE, List.of());
    SelfSupervision run = SelfSupervision.of(plan, pooled(), new StepListener() {});
    InitialWeights weights = InitialWeights.ofHeads(plan.seed());
    assertWeights(run, "projector-0.W", weights.draw(8, 4));
    assertWeights(run, "projector-2.W", weights.draw(0.3, 5, 8));
    assertWeights(run, PROTOTYPES, weights.draw(9, 5));
  }

  /** Every backend begins with these, one row a unit; DL4J has one column. */
  private static void assertWeights(SelfSupervision run, String name, float[] expected) {
    INDArray weights = run.parameters(Network.ONLINE).get(name);
    assertThat(weights.transpose().dup('c').data().asFloat()).as(name).containsExactly(expected);
  }

  @Test
  void build_predictorWithoutPrototypes_isRefused() {
    TrainingPlan plan =
        plan(BatchStatistics.PER_SIZE, List.of(), HeadSpecification.parse("linear(9)"));
    assertThatThrownBy(() -> SelfSupervision.of(plan, pooled(), new StepListener() {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the method needs prototypes, but the predictor has 0 layers of them; let one"
                + " PrototypesLayer be all that it has");
  }

  private double lengths(SelfSupervision run) {
    INDArray squares = run.parameters(Network.ONLINE).get(PROTOTYPES).norm2(0).subi(1);
    return squares.amaxNumber().doubleValue();
  }

  private SelfSupervision run(
      BatchStatistics statistics,
      List<ConfiguredGuard<GradientGuard>> guards,
      boolean recipeOptimizer) {
    StepListener listener =
        new StepListener() {
          @Override
          public void onStep(StepRecord step) {
            records.add(step);
          }
        };
    SelfSupervision run = SelfSupervision.of(plan(statistics, guards), pooled(), listener);
    return recipeOptimizer ? run.useRecipeOptimizer() : run;
  }

  private TrainingPlan plan(
      BatchStatistics statistics, List<ConfiguredGuard<GradientGuard>> guards) {
    return plan(statistics, guards, HeadSpecification.parse("prototypes(9)"));
  }

  private TrainingPlan plan(
      BatchStatistics statistics,
      List<ConfiguredGuard<GradientGuard>> guards,
      HeadSpecification predictor) {
    Method method =
        new Method(
            new PrototypeScores(),
            SmallRuns.simsiam().targetUpdate(),
            Optional.of(shaper),
            guards,
            List.of(),
            true,
            true);
    TrainingPlan small = SmallRuns.plan(new Dl4jBackend(), method);
    return new TrainingPlan(
        method,
        small.backbone(),
        small.backboneOptions(),
        HeadSpecification.parse("linear(8) gelu linear(5, std=0.3) l2-normalize"),
        predictor,
        statistics,
        OptimizerPlan.sgd(0.2, 0),
        new ViewPolicy(
            List.of(
                view("global", ViewKind.GLOBAL, LARGE),
                view("another", ViewKind.GLOBAL, LARGE),
                view("local", ViewKind.LOCAL, SMALL))),
        1,
        small.batchSize(),
        small.steps(),
        small.stepsPerEpoch(),
        small.seed(),
        small.device(),
        small.threads(),
        small.encoder());
  }

  private static ViewSpecification view(String name, ViewKind kind, int size) {
    return new ViewSpecification(name, kind, size, List.of());
  }

  private static INDArray[] batch(int seed) {
    Nd4j.getRandom().setSeed(seed);
    return new INDArray[] {
      Nd4j.randn(DataType.FLOAT, 8, 1, LARGE, LARGE),
      Nd4j.randn(DataType.FLOAT, 8, 1, LARGE, LARGE),
      Nd4j.randn(DataType.FLOAT, 8, 1, SMALL, SMALL)
    };
  }

  private static GraphBuilder graph() {
    return new NeuralNetConfiguration.Builder()
        .seed(3)
        .updater(new Sgd(0.2))
        .graphBuilder()
        .addInputs("in")
        .setInputTypes(InputType.convolutional(LARGE, LARGE, 1))
        .addLayer(
            "convolution",
            new ConvolutionLayer.Builder(3, 3)
                .stride(2, 2)
                .padding(1, 1)
                .nOut(4)
                .activation(Activation.TANH)
                .build(),
            "in");
  }

  private static ComputationGraph pooled() {
    return network(
        graph().addLayer("pool", new GlobalPoolingLayer(PoolingType.AVG), "convolution"), "pool");
  }

  private static ComputationGraph network(GraphBuilder graph, String output) {
    ComputationGraph network = new ComputationGraph(graph.setOutputs(output).build());
    network.init();
    return network;
  }
}
