package dev.doppel.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EncoderFilesTest {

  /** Or two runs that came to the same weights would seem to differ. */
  @Test
  void save_model_tellsNothingOfWhenItWasSaved(@TempDir Path folder) throws IOException {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .list(new OutputLayer.Builder().nIn(3).nOut(2).build())
                .build());
    network.init();

    Path file = EncoderFiles.save(network, folder, "encoder");

    try (ZipFile zip = new ZipFile(file.toFile())) {
      assertThat(Collections.list(zip.entries()))
          .extracting(ZipEntry::getTimeLocal)
          .hasSize(2)
          .containsOnly(EncoderFiles.TIME);
    }
    assertThat(MultiLayerNetwork.load(file.toFile(), false).params()).isEqualTo(network.params());
  }
}
