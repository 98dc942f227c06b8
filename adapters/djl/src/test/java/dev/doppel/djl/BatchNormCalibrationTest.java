package dev.doppel.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import dev.doppel.runtime.step.StepListener;
import dev.doppel.runtime.training.Encoder;
import dev.doppel.runtime.training.TrainingPlan;
import dev.doppel.runtime.training.TrainingSession;
import dev.doppel.runtime.training.ViewBlock;
import dev.doppel.testkit.RecordedSteps;
import dev.doppel.testkit.SmallRuns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class BatchNormCalibrationTest {

  private final DjlBackend backend = new DjlBackend();

  @Test
  void calibratedEncoder_standardisedEmbeddings_haveVarianceOne() {
    // A batch norm without scale ends this network; three passes leave nothing of its start.
    TrainingPlan plan = SmallRuns.plan(backend, SmallRuns.byol(), Map.of("standardize", "true"));
    ViewBlock block = SmallRuns.block(3);
    try (TrainingSession session = backend.open(plan, new StepListener() {});
        Encoder encoder = session.calibratedEncoder(List.of(block, block, block)).orElseThrow()) {
      assertThat(encoder.width()).isEqualTo(session.embeddingWidth());
      // Running variances are unbiased and those of a pass are not: the earlier layers come out 1
      // in 144 and 1 in 36 smaller. A dimension of hardly any variance loses more, to epsilon.
      assertThat(variances(encoder.embed(block)))
          .allMatch(variance -> variance < 1.01)
          .filteredOn(variance -> variance > 0.96)
          .hasSizeGreaterThan(encoder.width() * 9 / 10);
      assertThat(variances(session.embed(block))).allMatch(variance -> variance < 0.9);
    }
  }

  private static List<Double> variances(float[][] rows) {
    List<Double> variances = new ArrayList<>();
    for (int column = 0; column < rows[0].length; column++) {
      double mean = 0;
      for (float[] row : rows) {
        mean += row[column] / rows.length;
      }
      double square = 0;
      for (float[] row : rows) {
        square += (row[column] - mean) * (row[column] - mean);
      }
      variances.add(square / (rows.length - 1));
    }
    return variances;
  }

  @Test
  void calibratedEncoder_ofARun_changesNothingInIt() {
    List<List<Double>> losses = new ArrayList<>();
    List<float[][]> embeddings = new ArrayList<>();
    for (boolean calibrate : new boolean[] {false, true}) {
      RecordedSteps steps = new RecordedSteps();
      try (TrainingSession session =
          backend.open(SmallRuns.plan(backend, SmallRuns.byol()), steps)) {
        for (int step = 0; step < 4; step++) {
          if (calibrate) {
            session
                .calibratedEncoder(List.of(SmallRuns.block(50), SmallRuns.block(51)))
                .get()
                .close();
          }
          session.step(SmallRuns.batch(step));
        }
        session.flush();
        embeddings.add(session.embed(SmallRuns.block(9)));
      }
      losses.add(steps.losses());
    }
    assertThat(losses.get(1)).hasSize(4).isEqualTo(losses.get(0));
    assertThat(embeddings.get(1)).isDeepEqualTo(embeddings.get(0));
  }

  @Test
  void calibratedEncoder_afterAStep_hasTheWeightsOfThen() {
    try (TrainingSession session =
        backend.open(SmallRuns.plan(backend, SmallRuns.byol()), new StepListener() {})) {
      List<ViewBlock> images = List.of(SmallRuns.block(50));
      float[][] before = embed(session.calibratedEncoder(images));
      float[][] again = embed(session.calibratedEncoder(images));
      session.step(SmallRuns.batch(1));
      float[][] after = embed(session.calibratedEncoder(images));

      assertThat(again).isDeepEqualTo(before);
      assertThat(after[0]).isNotEqualTo(before[0]);
      assertThat(session.embed(SmallRuns.block(9))[0]).isNotEqualTo(after[0]);
    }
  }

  @Test
  void calibratedEncoder_noBlockOfTwoImages_isEmpty() {
    ViewBlock whole = SmallRuns.block(1);
    int pixels = SmallRuns.SIZE * SmallRuns.SIZE;
    ViewBlock single = new ViewBlock(1, 1, SmallRuns.SIZE, Arrays.copyOf(whole.pixels(), pixels));
    try (TrainingSession session =
        backend.open(SmallRuns.plan(backend, SmallRuns.byol()), new StepListener() {})) {
      assertThat(session.calibratedEncoder(List.of())).isEmpty();
      assertThat(session.calibratedEncoder(Collections.nCopies(3, single))).isEmpty();
    }
  }

  @Test
  void statistics_noBatchNorm_areNone() {
    SequentialBlock plain =
        new SequentialBlock()
            .add(Blocks.batchFlattenBlock())
            .add(Linear.builder().setUnits(3).build());
    assertThat(BatchNormCalibration.statistics(plain)).isEmpty();
  }

  private static float[][] embed(Optional<Encoder> calibrated) {
    try (Encoder encoder = calibrated.orElseThrow()) {
      return encoder.embed(SmallRuns.block(9));
    }
  }
}
