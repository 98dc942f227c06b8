package dev.doppel.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.doppel.dl4j.SelfSupervision;
import dev.doppel.runtime.recipe.Recipe;
import dev.doppel.spi.loss.Network;
import dev.doppel.testkit.RecordedSteps;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.earlystopping.EarlyStoppingConfiguration;
import org.deeplearning4j.earlystopping.EarlyStoppingResult;
import org.deeplearning4j.earlystopping.saver.InMemoryModelSaver;
import org.deeplearning4j.earlystopping.scorecalc.DataSetLossCalculator;
import org.deeplearning4j.earlystopping.termination.MaxEpochsTerminationCondition;
import org.deeplearning4j.earlystopping.trainer.EarlyStoppingGraphTrainer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** A DL4J program, with labels and without. */
final class Dl4jProgramTest {

  private static final int IMAGES = 640;
  private static final int BATCH = 64;
  private static final int STEPS = 2 * IMAGES / BATCH;
  private static final Path RECIPE = Path.of("byol.properties");

  private final DataSetIterator images = images();

  @Test
  void programs_differ_byTenLinesAtMost() throws IOException {
    ProgramChecks.assertFewLinesDiffer("Dl4jProgram");
  }

  @Test
  void supervised_fit_learns(@TempDir Path folder) throws Exception {
    Dl4jHistory history = new Dl4jHistory();
    dev.doppel.pipelines.supervised.Dl4jProgram.train(images, history, folder);
    assertLearned(history);
  }

  @Test
  void selfSupervised_fit_learnsAndSavesPlainModel(@TempDir Path folder) throws Exception {
    Dl4jHistory history = new Dl4jHistory();
    dev.doppel.pipelines.selfsupervised.Dl4jProgram.train(images, history, folder);
    assertLearned(history);
    assertThat(history.forwardPasses).isEqualTo(STEPS);
    assertThat(history.backwardPasses).isEqualTo(STEPS);
    assertThat(history.gradients).isEqualTo(STEPS);
    assertThat(history.iterations).first().isEqualTo(0);
    assertThat(history.iterations).last().isEqualTo(STEPS - 1);
    ComputationGraph restored =
        ModelSerializer.restoreComputationGraph(folder.resolve("fashion.zip").toFile());
    assertThat(restored.getClass()).isEqualTo(ComputationGraph.class);
    assertThat(restored.getConfiguration().getVertices().keySet())
        .isEqualTo(Dl4jNetworks.backbone().getVertices().keySet());
    images.reset();
    assertThat(restored.output(images.next().getFeatures())[0].shape())
        .containsExactly(BATCH, 32, 7, 7);
  }

  @Test
  void listener_ofGradients_seesThemAll() {
    SelfSupervision byol = byol();
    Dl4jGradientNorms norms = new Dl4jGradientNorms();
    byol.network().setListeners(norms);
    byol.network().fit(images, 1);
    assertThat(norms.byParameter.keySet()).isEqualTo(byol.network().paramTable().keySet());
    // Biases before a batch norm have no effect, and so no gradient; weights and scales have.
    norms.byParameter.forEach(
        (name, found) -> {
          if (name.endsWith("_W") || name.endsWith("_gamma")) {
            assertThat(found)
                .as(name)
                .hasSize(IMAGES / BATCH)
                .allSatisfy(norm -> assertThat(norm).isBetween(1e-7, 1e3));
          }
        });
  }

  @Test
  void viewsOfTheUsersOwn_multiDataSets_train() {
    RecordedSteps steps = new RecordedSteps();
    Recipe recipe =
        Recipe.empty()
            .withSettings(
                Map.of("recipe", "simsiam", "batch-size", "32", "epochs", "4"), "the test");
    ComputationGraph network = new ComputationGraph(Dl4jNetworks.ofRows(12));
    network.init();
    MultiDataSets rows = new MultiDataSets(Dl4jDatasets.pairsOfRows(320, 12, 32));
    SelfSupervision simsiam = SelfSupervision.of(recipe, network, rows, steps).useRecipeOptimizer();
    simsiam.network().fit(rows, 4);
    simsiam.flush();
    assertThat(steps.losses()).hasSize(40);
    assertThat(steps.losses().get(39)).isLessThan(steps.losses().get(0));
  }

  @Test
  void modelFile_wholeGraph_restoresParametersAndUpdater(@TempDir Path folder) throws Exception {
    SelfSupervision byol = byol();
    byol.network().fit(images, 1);
    File file = folder.resolve("whole.zip").toFile();
    ModelSerializer.writeModel(byol.network(), file, true);
    ComputationGraph restored = ModelSerializer.restoreComputationGraph(file, true);
    assertThat(restored.params()).isEqualTo(byol.network().params());
    assertThat(restored.getUpdater().getStateViewArray())
        .isEqualTo(byol.network().getUpdater().getStateViewArray());
    assertThat(restored.getIterationCount()).isEqualTo(IMAGES / BATCH);
  }

  @Test
  void earlyStopping_graphTrainer_keepsTheBestModel() {
    SelfSupervision byol = byol();
    EarlyStoppingConfiguration<ComputationGraph> configuration =
        new EarlyStoppingConfiguration.Builder<ComputationGraph>()
            .modelSaver(new InMemoryModelSaver<>())
            .scoreCalculator(new DataSetLossCalculator(images(), true))
            .epochTerminationConditions(new MaxEpochsTerminationCondition(2))
            .build();
    EarlyStoppingResult<ComputationGraph> result =
        new EarlyStoppingGraphTrainer(configuration, byol.network(), images).fit();
    assertThat(result.getTerminationReason())
        .isEqualTo(EarlyStoppingResult.TerminationReason.EpochTerminationCondition);
    assertThat(result.getTotalEpochs()).isEqualTo(2);
    assertThat(result.getScoreVsEpoch().values())
        .hasSize(2)
        .allSatisfy(score -> assertThat(score).isBetween(0.0, 4.0));
    int best = result.getBestModelEpoch();
    // DL4J's own figure of the best score is 0 for every model kept in memory.
    assertThat(result.getScoreVsEpoch().get(best))
        .isEqualTo(Collections.min(result.getScoreVsEpoch().values()));
    // The copy is the network as it was then, which is as it is now where the last epoch was best.
    assertThat(result.getBestModel().params().equals(byol.network().params())).isEqualTo(best == 1);
  }

  @Test
  void score_sameBatch_changesNothing() {
    SelfSupervision byol = byol();
    byol.network().fit(images, 1);
    INDArray before = byol.network().params().dup();
    images.reset();
    DataSet batch = images.next();
    double first = byol.network().score(batch);
    // Views are drawn alike each time, so that scores compare.
    assertThat(byol.network().score(batch)).isEqualTo(first);
    assertThat(byol.network().params()).isEqualTo(before);
    assertThat(first).isBetween(0.0, 4.0);
  }

  private static TransferLearning.GraphBuilder transfer(ComputationGraph encoder, double rate) {
    return new TransferLearning.GraphBuilder(encoder)
        .fineTuneConfiguration(
            new FineTuneConfiguration.Builder().seed(4).updater(new Adam(rate)).build());
  }

  private static ComputationGraph withClasses(TransferLearning.GraphBuilder encoder) {
    return encoder
        .addLayer(
            "classes",
            Dl4jNetworks.classes(32 * 7 * 7),
            new CnnToFeedForwardPreProcessor(7, 7, 32),
            "relu2")
        .setOutputs("classes")
        .build();
  }

  @Test
  void transferLearning_encoderWithClasses_learns() {
    SelfSupervision byol = byol();
    byol.network().fit(images, 1);
    ComputationGraph encoder = byol.encoder(Network.ONLINE);
    ComputationGraph classifier = withClasses(transfer(encoder, 1e-3));
    assertThat(classifier.paramTable().get("convolution1_W"))
        .isEqualTo(encoder.paramTable().get("convolution1_W"));
    double before = classifier.evaluate(images).accuracy();
    Dl4jHistory history = new Dl4jHistory();
    classifier.setListeners(history);
    classifier.fit(images, 2);
    assertLearned(history);
    // Ten classes: what the new layer starts from is about chance.
    assertThat(before).isLessThan(0.3);
    assertThat(classifier.evaluate(images).accuracy()).isGreaterThan(0.6);
  }

  @Test
  void transferLearning_frozenEncoder_keepsItsParameters() {
    SelfSupervision byol = byol();
    byol.network().fit(images, 1);
    ComputationGraph encoder = byol.encoder(Network.ONLINE);
    ComputationGraph probe = withClasses(transfer(encoder, 3e-3).setFeatureExtractor("relu2"));
    probe.fit(images, 4);
    // Five times chance: the classes alone learn, in forty steps.
    assertThat(probe.evaluate(images).accuracy()).isGreaterThan(0.5);
    encoder
        .paramTable()
        .forEach((name, array) -> assertThat(probe.paramTable().get(name)).isEqualTo(array));
  }

  @Test
  void encoder_sharesParametersInTraining() {
    SelfSupervision byol = byol();
    ComputationGraph encoder = byol.encoder(Network.ONLINE);
    INDArray before = encoder.params().dup();
    byol.network().fit(images, 1);
    assertThat(encoder.params().distance2(before)).isGreaterThan(1e-3);
    INDArray input = Nd4j.ones(DataType.FLOAT, 1, 1, 28, 28);
    assertThat(encoder.output(input)[0].data().asFloat())
        .containsExactly(
            byol.encoder(Network.ONLINE).output(input)[0].data().asFloat(), within(0f));
  }

  @Test
  void load_rowsInOneArray_isRefused() {
    ComputationGraph network = new ComputationGraph(Dl4jNetworks.ofRows(12));
    network.init();
    MultiDataSets rows = new MultiDataSets(Dl4jDatasets.singleRows(64, 12, 32));
    assertThatThrownBy(() -> SelfSupervision.load(RECIPE, network, rows))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a sample has one array of shape [12], which is no image of [1 or 3, size, size] to"
                + " draw views from; give each sample one array a view instead, in a MultiDataSet");
  }

  @Test
  void fit_masksInTheData_areRefused() {
    SelfSupervision byol = byol();
    DataSet masked = images.next();
    masked.setFeaturesMaskArray(Nd4j.ones(DataType.FLOAT, BATCH, 1));
    assertThatThrownBy(() -> byol.network().fit(new ExistingDataSetIterator(List.of(masked))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "self-supervised training knows no masks, but the data has some; feed it without");
  }

  private SelfSupervision byol() {
    ComputationGraph network = new ComputationGraph(Dl4jNetworks.backbone());
    network.init();
    return SelfSupervision.load(RECIPE, network, images);
  }

  private static DataSetIterator images() {
    try {
      return Dl4jDatasets.labelled(Datasets.images(), IMAGES, BATCH);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertLearned(Dl4jHistory history) {
    ProgramChecks.assertLearned(history.epochs, history.losses, STEPS);
  }
}
