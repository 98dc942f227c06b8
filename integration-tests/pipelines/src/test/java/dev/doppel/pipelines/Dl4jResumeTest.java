package dev.doppel.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.dl4j.SelfSupervision;
import dev.doppel.runtime.recipe.Recipe;
import dev.doppel.runtime.step.StepListener;
import dev.doppel.spi.loss.Network;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.adapter.MultiDataSetIteratorAdapter;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** A DL4J program that is interrupted and started again, on real images. */
final class Dl4jResumeTest {

  private static final int IMAGES = 160;
  private static final int BATCH = 32;
  private static final int STEPS_PER_EPOCH = IMAGES / BATCH;
  private static final int EPOCHS = 2;
  private static final Recipe RECIPE =
      Recipe.empty()
          .withSettings(
              Map.of(
                  "recipe", "byol",
                  "projector", "linear(64) bn relu linear(32)",
                  "predictor", "linear(64) bn relu linear(32)",
                  "batch-size", String.valueOf(BATCH),
                  "epochs", String.valueOf(EPOCHS)),
              "the test");

  @Test
  void fit_goingOnWithinAnEpoch_isTheUninterruptedRun(@TempDir Path folder) throws IOException {
    DataSetIterator images = images(BATCH);
    SelfSupervision whole = byol(images);
    Dl4jHistory expected = new Dl4jHistory();
    Map<Integer, Path> files =
        Map.of(
            STEPS_PER_EPOCH,
            folder.resolve("first-epoch.zip"),
            STEPS_PER_EPOCH + 2,
            folder.resolve("within-second-epoch.zip"));
    whole.network().setListeners(expected, savingAfter(files, whole));
    whole.network().fit(images, EPOCHS);

    for (Map.Entry<Integer, Path> saved : files.entrySet()) {
      images.reset();
      SelfSupervision resumed = byol(images).restoreCheckpoint(saved.getValue());
      Dl4jHistory after = new Dl4jHistory();
      resumed.network().setListeners(after);
      resumed.network().fit(images, EPOCHS - resumed.network().getEpochCount());

      assertThat(after.losses)
          .isEqualTo(expected.losses.subList(saved.getKey(), EPOCHS * STEPS_PER_EPOCH));
      assertThat(after.iterations).first().isEqualTo(saved.getKey());
      assertThat(resumed.network().getEpochCount()).isEqualTo(EPOCHS);
      for (Network network : Network.values()) {
        assertSame(resumed.parameters(network), whole.parameters(network));
      }
    }
  }

  @Test
  void fit_otherBatchesThanBefore_areRefused(@TempDir Path folder) throws IOException {
    DataSetIterator images = images(BATCH);
    SelfSupervision interrupted = byol(images);
    Path file = folder.resolve("run.zip");
    interrupted.network().setListeners(savingAfter(Map.of(1, file), interrupted));
    interrupted.network().fit(images);
    images.reset();
    SelfSupervision resumed = byol(images).restoreCheckpoint(file);
    DataSetIterator other = images(40);
    // DL4J reads ahead on another thread, and wraps what that one throws.
    assertThatThrownBy(() -> resumed.network().fit(other))
        .hasStackTraceContaining(
            "the checkpoint was made after 32 samples of an epoch, but no batch of this iterator"
                + " ends there; feed the batches of the interrupted run, in their order");
  }

  private static BaseTrainingListener savingAfter(Map<Integer, Path> files, SelfSupervision run) {
    return new BaseTrainingListener() {
      @Override
      public void iterationDone(Model model, int iteration, int epoch) {
        Path file = files.get(iteration + 1);
        if (file != null) {
          try {
            run.saveCheckpoint(file);
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        }
      }
    };
  }

  private static void assertSame(Map<String, INDArray> found, Map<String, INDArray> expected) {
    assertThat(found.keySet()).isEqualTo(expected.keySet()).isNotEmpty();
    expected.forEach(
        (name, array) ->
            assertThat(found.get(name).dup().data().asFloat())
                .as(name)
                .containsExactly(array.dup().data().asFloat()));
  }

  private static SelfSupervision byol(DataSetIterator images) {
    ComputationGraph network = new ComputationGraph(Dl4jNetworks.backbone());
    network.init();
    return SelfSupervision.of(
        RECIPE, network, new MultiDataSetIteratorAdapter(images), new StepListener() {});
  }

  private static DataSetIterator images(int batch) throws IOException {
    return Dl4jDatasets.labelled(Datasets.images(), IMAGES, batch);
  }
}
