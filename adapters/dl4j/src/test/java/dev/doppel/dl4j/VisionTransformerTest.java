package dev.doppel.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.doppel.dl4j.network.Backbones;
import dev.doppel.dl4j.network.VisionTransformerGraph;
import dev.doppel.dl4j.parameter.ParameterLayout;
import dev.doppel.dl4j.parameter.ParameterSlot;
import dev.doppel.dl4j.transformer.TransformerBlock;
import dev.doppel.dl4j.transformer.TransformerBlockLayer;
import dev.doppel.runtime.network.BatchStatistics;
import dev.doppel.runtime.network.HeadSpecification;
import dev.doppel.runtime.network.TransformerWeights;
import dev.doppel.runtime.network.VisionTransformer;
import dev.doppel.runtime.optimizer.OptimizerPlan;
import dev.doppel.runtime.step.StepListener;
import dev.doppel.runtime.step.StepRecord;
import dev.doppel.runtime.training.AttentionMaps;
import dev.doppel.runtime.training.Encoder;
import dev.doppel.runtime.training.TrainingPlan;
import dev.doppel.runtime.training.TrainingSession;
import dev.doppel.runtime.training.ViewBlock;
import dev.doppel.spi.loss.Network;
import dev.doppel.spi.option.Options;
import dev.doppel.spi.target.ParameterRole;
import dev.doppel.testkit.SmallRuns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** Runs and files of the backbone {@code vit-tiny}, made small. */
final class VisionTransformerTest {

  private static final int WIDTH = 16;
  private static final int HEADS = 2;
  private static final int STEPS = 5;
  private static final int SEED = 17;
  private static final Map<String, String> SMALL =
      Map.of("width", "16", "depth", "2", "heads", "2", "patch-size", "4");
  private static final HeadSpecification HEAD =
      HeadSpecification.parse("linear(16) bn relu linear(8)");

  private static TrainingPlan plan(BatchStatistics statistics, Map<String, String> more) {
    TrainingPlan small = SmallRuns.plan(new Dl4jBackend(), SmallRuns.byol(), "cpu", statistics);
    Map<String, String> options = new HashMap<>(SMALL);
    options.putAll(more);
    return new TrainingPlan(
        small.method(),
        "vit-tiny",
        Options.parse(new Dl4jBackend().backbones().get("vit-tiny"), options),
        HEAD,
        HEAD,
        statistics,
        OptimizerPlan.sgd(0.05, 0.9),
        small.views(),
        small.channels(),
        small.batchSize(),
        small.steps(),
        small.stepsPerEpoch(),
        small.seed(),
        small.device(),
        small.threads(),
        Network.ONLINE);
  }

  private static TrainingPlan plan() {
    return plan(BatchStatistics.PER_VIEW, Map.of());
  }

  @Test
  void build_parameters_areThoseOfEveryPlatform() {
    TrainingPlan plan = plan(BatchStatistics.PER_VIEW, Map.of("positions", "learned"));
    ComputationGraph graph = Backbones.build(plan);
    VisionTransformer network =
        VisionTransformer.of(plan.backboneOptions(), SmallRuns.SIZE, plan.channels());
    Map<String, TransformerWeights.Parameter> weights =
        TransformerWeights.draw(network, plan.seed());
    List<ParameterSlot> slots = ParameterLayout.of(graph).slots();
    assertThat(slots.stream().map(VisionTransformerGraph::weightName))
        .containsExactlyElementsOf(weights.keySet());
    for (ParameterSlot slot : slots) {
      TransformerWeights.Parameter expected = weights.get(VisionTransformerGraph.weightName(slot));
      assertThat(slot.shape()).as(slot.name()).isEqualTo(expected.shape());
      assertThat(slot.in(graph.params()).dup().data().asFloat())
          .as(slot.name())
          .containsExactly(expected.values());
    }
  }

  @Test
  void build_roles_leaveWeightDecayToMatrices() {
    TrainingPlan plan = plan(BatchStatistics.PER_VIEW, Map.of("positions", "learned"));
    for (ParameterSlot slot : ParameterLayout.of(Backbones.build(plan)).slots()) {
      ParameterRole expected = ParameterRole.BIAS;
      if (slot.key().endsWith("weight")) {
        expected = ParameterRole.WEIGHT;
      } else if (slot.key().endsWith("scale") || slot.key().endsWith("shift")) {
        expected = ParameterRole.NORMALISATION;
      }
      assertThat(slot.role()).as(slot.name()).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @EnumSource(BatchStatistics.class)
  void train_anyGrouping_movesTheEncoderAndSavesIt(BatchStatistics statistics, @TempDir Path folder)
      throws IOException {
    TrainingPlan plan = plan(statistics, Map.of("drop-path", "0.2"));
    List<StepRecord> records = new ArrayList<>();
    ViewBlock images = SmallRuns.block(99);
    try (TrainingSession session = new Dl4jBackend().open(plan, listener(records))) {
      float[][] before = session.embed(images);
      for (int k = 0; k < STEPS; k++) {
        session.step(SmallRuns.batch(2L * k));
      }
      session.flush();
      float[][] after = session.embed(images);
      assertThat(records).hasSize(STEPS).allMatch(record -> Double.isFinite(record.loss()));
      assertThat(after[0]).hasSize(WIDTH).isNotEqualTo(before[0]);
      Path file = session.saveEncoder(folder, "encoder");
      try (Encoder encoder = new Dl4jBackend().openEncoder(plan, file)) {
        assertThat(encoder.embed(images)).isDeepEqualTo(after);
        assertAttends(encoder, images);
      }
    }
  }

  private static StepListener listener(List<StepRecord> records) {
    return new StepListener() {
      @Override
      public void onStep(StepRecord record) {
        records.add(record);
      }
    };
  }

  private static void assertAttends(Encoder encoder, ViewBlock images) {
    AttentionMaps maps = encoder.attention(images).orElseThrow();
    int grid = SmallRuns.SIZE / 4;
    assertThat(maps.heads()).isEqualTo(HEADS);
    assertThat(maps.grid()).isEqualTo(grid);
    assertThat(maps.weights()).hasDimensions(SmallRuns.BATCH, HEADS);
    for (float[][] image : maps.weights()) {
      for (float[] head : image) {
        double sum = 0;
        for (float weight : head) {
          assertThat(weight).isPositive();
          sum += weight;
        }
        // The class token's own weight makes up for the rest.
        assertThat(head).hasSize(grid * grid);
        assertThat(sum).isLessThan(1);
      }
    }
  }

  @Test
  void train_sameSeed_isTheSameRunWithSkippedBranches() {
    List<Double> first = losses(Map.of("drop-path", "0.3"));
    assertThat(losses(Map.of("drop-path", "0.3"))).isEqualTo(first);
    assertThat(losses(Map.of())).isNotEqualTo(first);
  }

  private static List<Double> losses(Map<String, String> options) {
    List<StepRecord> records = new ArrayList<>();
    TrainingPlan plan = plan(BatchStatistics.PER_VIEW, options);
    try (TrainingSession session = new Dl4jBackend().open(plan, listener(records))) {
      for (int k = 0; k < STEPS; k++) {
        session.step(SmallRuns.batch(2L * k));
      }
      session.flush();
    }
    return records.stream().map(StepRecord::loss).toList();
  }

  @Test
  void output_inTraining_skipsBranchesUnlessAllAreKept() {
    ComputationGraph graph =
        Backbones.build(plan(BatchStatistics.PER_VIEW, Map.of("drop-path", "0.5")));
    INDArray images = Nd4j.rand(DataType.FLOAT, SmallRuns.BATCH, 1, SmallRuns.SIZE, SmallRuns.SIZE);
    INDArray whole = graph.output(false, images)[0];
    INDArray skipping = graph.output(true, images)[0];
    assertThat(skipping).isNotEqualTo(whole);
    assertThat(graph.output(true, images)[0]).isEqualTo(skipping);
    for (Layer layer : graph.getLayers()) {
      if (layer instanceof TransformerBlockLayer block) {
        block.setPass(1);
      }
    }
    assertThat(graph.output(true, images)[0]).isNotEqualTo(skipping);
    ComputationGraphConfiguration configuration = graph.getConfiguration().clone();
    TransformerBlock.keepAllBranches(configuration);
    ComputationGraph keeping = new ComputationGraph(configuration);
    keeping.init(graph.params(), false);
    assertThat(keeping.output(true, images)[0]).isEqualTo(whole);
    assertThat(graph.output(true, images)[0]).isNotEqualTo(whole);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void fit_classesOnTop_trainsAsDl4jsOwnLayersDo(boolean frozen) {
    ComputationGraph encoder =
        Backbones.build(plan(BatchStatistics.PER_VIEW, Map.of("drop-path", "0.1")));
    TransferLearning.GraphBuilder builder =
        new TransferLearning.GraphBuilder(encoder)
            .fineTuneConfiguration(
                new FineTuneConfiguration.Builder().seed(SEED).updater(new Adam(0.01)).build());
    if (frozen) {
      builder.setFeatureExtractor("norm");
    }
    ComputationGraph classifier =
        builder
            .addLayer("classes", new OutputLayer.Builder().nIn(WIDTH).nOut(2).build(), "norm")
            .setOutputs("classes")
            .build();
    Nd4j.getRandom().setSeed(SEED);
    INDArray images = Nd4j.rand(DataType.FLOAT, SmallRuns.BATCH, 1, SmallRuns.SIZE, SmallRuns.SIZE);
    INDArray labels = Nd4j.zeros(DataType.FLOAT, SmallRuns.BATCH, 2);
    for (int row = 0; row < SmallRuns.BATCH; row++) {
      labels.putScalar(row, row % 2, 1);
    }
    DataSet data = new DataSet(images, labels);
    double before = classifier.score(data);
    for (int step = 0; step < 20; step++) {
      classifier.fit(data);
    }
    assertThat(classifier.score(data)).as("seed %d", SEED).isLessThan(before);
    boolean moved =
        !classifier.getLayer("block-0").params().equals(encoder.getLayer("block-0").params());
    assertThat(moved).isEqualTo(!frozen);
  }

  @Test
  void embed_otherSizes_goThroughTheSameNetwork() {
    ComputationGraph graph =
        Backbones.build(plan(BatchStatistics.PER_VIEW, Map.of("positions", "learned")));
    for (int size : new int[] {4, 8, 16}) {
      INDArray images = Nd4j.rand(DataType.FLOAT, 3, 1, size, size);
      assertThat(graph.output(false, images)[0].shape()).isEqualTo(new long[] {3, WIDTH});
    }
    INDArray undivided = Nd4j.rand(DataType.FLOAT, 3, 1, 10, 10);
    assertThatThrownBy(() -> graph.output(false, undivided))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessage(
            "an input of shape [3, 1, 10, 10] was given, but layer 'tokens' takes [batch, 1, size,"
                + " size] with a size that patches of 4 pixels divide");
  }

  @Test
  void configuration_throughJsonOrCloned_isTheSame() {
    ComputationGraph graph =
        Backbones.build(plan(BatchStatistics.PER_VIEW, Map.of("drop-path", "0.1")));
    ComputationGraphConfiguration configuration = graph.getConfiguration();
    ComputationGraphConfiguration read =
        ComputationGraphConfiguration.fromJson(configuration.toJson());
    assertThat(read).isEqualTo(configuration);
    assertThat(read.toJson()).isEqualTo(configuration.toJson());
    assertThat(configuration.clone()).isEqualTo(configuration);
    INDArray images = Nd4j.rand(DataType.FLOAT, 2, 1, SmallRuns.SIZE, SmallRuns.SIZE);
    INDArray expected = graph.output(false, images)[0];
    ComputationGraph sharing = new ComputationGraph(read);
    sharing.init(graph.params(), false);
    assertThat(sharing.output(false, images)[0]).isEqualTo(expected);
    assertThat(graph.clone().output(false, images)[0]).isEqualTo(expected);
  }

  @Test
  void configuration_otherSettings_differs() {
    ComputationGraph graph = Backbones.build(plan());
    ComputationGraph other = Backbones.build(plan(BatchStatistics.PER_VIEW, Map.of("heads", "4")));
    assertThat(other.getConfiguration()).isNotEqualTo(graph.getConfiguration());
  }

  @Test
  void init_byDl4j_hasTheSameSpread() {
    ComputationGraph graph = Backbones.build(plan());
    ComputationGraph other = new ComputationGraph(graph.getConfiguration().clone());
    other.init();
    for (ParameterSlot slot : ParameterLayout.of(graph).slots()) {
      if (slot.role() == ParameterRole.WEIGHT) {
        double expected = slot.in(graph.params()).stdNumber().doubleValue();
        // Two samples of at least 256 uniform numbers: each deviation is off by some 3 per cent.
        assertThat(slot.in(other.params()).stdNumber().doubleValue())
            .as(slot.name())
            .isCloseTo(expected, within(0.15 * expected));
        assertThat(slot.in(other.params())).isNotEqualTo(slot.in(graph.params()));
      }
    }
  }

  @Test
  void checkpoint_withSkippedBranches_goesOnBitForBit(@TempDir Path folder) throws IOException {
    Run whole = new Run();
    whole.steps(0, STEPS);
    Run first = new Run();
    first.steps(0, 2);
    Path file = first.selfSupervision.saveCheckpoint(folder.resolve("run.zip"));
    Run second = new Run();
    second.selfSupervision.restoreCheckpoint(file);
    second.steps(2, STEPS);
    for (Network network : Network.values()) {
      Map<String, INDArray> expected = whole.selfSupervision.parameters(network);
      second
          .selfSupervision
          .parameters(network)
          .forEach((name, array) -> assertThat(array).as(name).isEqualTo(expected.get(name)));
    }
  }

  private static final class Run {

    final SelfSupervision selfSupervision;

    Run() {
      TrainingPlan plan =
          plan(BatchStatistics.PER_VIEW, Map.of("drop-path", "0.3", "positions", "learned"));
      selfSupervision =
          SelfSupervision.of(plan, Backbones.build(plan), new StepListener() {})
              .useRecipeOptimizer();
    }

    void steps(int from, int to) {
      for (int k = from; k < to; k++) {
        INDArray[] views = {
          ViewDrawing.array(SmallRuns.block(2L * k)), ViewDrawing.array(SmallRuns.block(2L * k + 1))
        };
        selfSupervision.network().fit(views, new INDArray[0]);
      }
    }
  }
}
