package dev.doppel.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.dl4j.SelfSupervision;
import dev.doppel.spi.loss.Network;
import java.io.IOException;
import java.nio.file.Path;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.learning.config.Adam;

/** A DL4J program whose network is a list of layers. */
final class Dl4jListProgramTest {

  private static final int IMAGES = 640;
  private static final int BATCH = 64;
  private static final Path RECIPE = Path.of("byol.properties");

  private final DataSetIterator images = images();

  @Test
  void fit_listOfLayers_comesBackAsAList(@TempDir Path folder) throws IOException {
    MultiLayerNetwork network = network();
    INDArray before = network.params().dup();
    SelfSupervision byol = SelfSupervision.load(RECIPE, network, images);
    MultiLayerNetwork encoder = byol.multiLayerEncoder(Network.ONLINE);
    assertThat(encoder.params()).isEqualTo(before);
    byol.network().fit(images, 1);
    // It shares the parameters in training; the program's own network stays as it was.
    assertThat(encoder.params().distance2(before)).isGreaterThan(1e-3);
    assertThat(network.params()).isEqualTo(before);

    Path file = byol.saveEncoder(folder, "encoder");
    MultiLayerNetwork loaded = MultiLayerNetwork.load(file.toFile(), false);
    assertThat(loaded.getLayerWiseConfigurations().getConfs())
        .hasSameSizeAs(network.getLayerWiseConfigurations().getConfs());
    images.reset();
    INDArray batch = images.next().getFeatures();
    assertThat(loaded.output(batch)).isEqualTo(encoder.output(batch));
    assertThat(loaded.output(batch))
        .isEqualTo(byol.encoder(Network.ONLINE).outputSingle(batch))
        .isNotEqualTo(network.output(batch));
    assertThat(byol.multiLayerEncoder(Network.TARGET).output(batch))
        .isEqualTo(byol.encoder(Network.TARGET).outputSingle(batch))
        .isNotEqualTo(loaded.output(batch));
  }

  @Test
  void multiLayerEncoder_ofAGraph_saysWhatToCall() {
    ComputationGraph graph = new ComputationGraph(Dl4jNetworks.backbone());
    graph.init();
    SelfSupervision byol = SelfSupervision.load(RECIPE, graph, images);
    assertThatThrownBy(() -> byol.multiLayerEncoder(Network.ONLINE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "the network is a ComputationGraph, which encoder(...) returns; only one that was given"
                + " as a MultiLayerNetwork comes back as such");
  }

  @Test
  void transferLearning_listWithClasses_becomesAccurate() {
    SelfSupervision byol = SelfSupervision.load(RECIPE, network(), images);
    byol.network().fit(images, 1);
    MultiLayerNetwork classifier =
        new TransferLearning.Builder(byol.multiLayerEncoder(Network.ONLINE))
            .fineTuneConfiguration(
                new FineTuneConfiguration.Builder().seed(4).updater(new Adam(1e-3)).build())
            .addLayer(Dl4jNetworks.classes(32 * 7 * 7))
            .setInputPreProcessor(6, new CnnToFeedForwardPreProcessor(7, 7, 32))
            .build();
    double before = classifier.evaluate(images).accuracy();
    classifier.fit(images, 3);
    // Ten classes: what the new layer starts from is about chance.
    assertThat(before).isLessThan(0.3);
    assertThat(classifier.evaluate(images).accuracy()).isGreaterThan(0.6);
  }

  private static MultiLayerNetwork network() {
    MultiLayerNetwork network = new MultiLayerNetwork(Dl4jNetworks.listOfLayers());
    network.init();
    return network;
  }

  private static DataSetIterator images() {
    try {
      return Dl4jDatasets.labelled(Datasets.images(), IMAGES, BATCH);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
