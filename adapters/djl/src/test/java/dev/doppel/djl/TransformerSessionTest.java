package dev.doppel.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.doppel.runtime.network.VisionTransformer.Size;
import dev.doppel.runtime.step.StepListener;
import dev.doppel.runtime.training.AttentionMaps;
import dev.doppel.runtime.training.Encoder;
import dev.doppel.runtime.training.TrainingPlan;
import dev.doppel.runtime.training.TrainingSession;
import dev.doppel.runtime.training.ViewBlock;
import dev.doppel.spi.option.Options;
import dev.doppel.testkit.RecordedSteps;
import dev.doppel.testkit.SmallRuns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs with a vision transformer of two blocks. */
final class TransformerSessionTest {

  private static final DjlBackend BACKEND = new DjlBackend();
  private static final int STEPS = 10;

  private static TrainingPlan plan(String positions) {
    TrainingPlan plan = SmallRuns.plan(BACKEND, SmallRuns.byol());
    Map<String, String> texts =
        Map.of(
            "patch-size", "4",
            "depth", "2",
            "heads", "2",
            "width", "16",
            "positions", positions,
            "drop-path", "0.1");
    return new TrainingPlan(
        plan.method(),
        "vit-tiny",
        Options.parse(Size.TINY.options(), texts),
        plan.projector(),
        plan.predictor(),
        plan.batchStatistics(),
        plan.optimizer(),
        plan.views(),
        plan.channels(),
        plan.batchSize(),
        plan.steps(),
        plan.stepsPerEpoch(),
        plan.seed(),
        plan.device(),
        plan.threads(),
        plan.encoder());
  }

  @Test
  void step_sameSeed_isTheSameRunAndLearns() {
    List<Double> first = losses();
    assertThat(first).hasSize(STEPS);
    assertThat(first.get(STEPS - 1)).isLessThan(first.get(0) - 0.2);
    assertThat(losses()).isEqualTo(first);
  }

  private static List<Double> losses() {
    return RecordedSteps.train(BACKEND, plan("sine-cosine"), STEPS, step -> SmallRuns.batch(1))
        .losses();
  }

  @Test
  void saveEncoder_trained_loadsBackEqual(@TempDir Path folder) throws IOException {
    for (String positions : List.of("sine-cosine", "learned")) {
      TrainingPlan plan = plan(positions);
      try (TrainingSession session = BACKEND.open(plan, new StepListener() {})) {
        ViewBlock initial = SmallRuns.block(5);
        float[][] before = session.embed(initial);
        session.step(SmallRuns.batch(1));
        float[][] trained = session.embed(initial);
        assertThat(trained[0]).hasSize(16).isNotEqualTo(before[0]);
        assertThat(session.embeddingWidth()).isEqualTo(16);
        assertThat(session.calibratedEncoder(List.of(initial))).isEmpty();
        Path file = session.saveEncoder(folder, positions);
        try (Encoder encoder = BACKEND.openEncoder(plan, file)) {
          assertThat(encoder.width()).isEqualTo(16);
          assertThat(encoder.embed(initial)).isDeepEqualTo(trained);
          ViewBlock larger = block(20);
          assertThat(encoder.embed(larger)).isDeepEqualTo(session.embed(larger));
          assertThat(encoder.embed(initial)).isDeepEqualTo(trained);
        }
      }
    }
  }

  @Test
  void attention_ofATransformer_coversThePatches(@TempDir Path folder) throws IOException {
    TrainingPlan plan = plan("learned");
    try (TrainingSession session = BACKEND.open(plan, new StepListener() {});
        Encoder encoder = BACKEND.openEncoder(plan, session.saveEncoder(folder, "encoder"))) {
      for (int size : new int[] {12, 20}) {
        AttentionMaps maps = encoder.attention(block(size)).orElseThrow();
        assertThat(maps.heads()).isEqualTo(2);
        assertThat(maps.grid()).isEqualTo(size / 4);
        assertThat(maps.weights()).hasDimensions(2, 2);
        double sum = 0;
        for (float weight : maps.average(0)) {
          sum += weight;
        }
        // An untrained query looks everywhere about alike; the class token has its own share.
        double patches = maps.grid() * maps.grid();
        assertThat(sum).isCloseTo(patches / (patches + 1), within(0.1));
      }
    }
  }

  @Test
  void attention_ofOtherBackbones_isEmpty(@TempDir Path folder) throws IOException {
    TrainingPlan plan = SmallRuns.plan(BACKEND, SmallRuns.byol());
    try (TrainingSession session = BACKEND.open(plan, new StepListener() {});
        Encoder encoder = BACKEND.openEncoder(plan, session.saveEncoder(folder, "encoder"))) {
      assertThat(encoder.attention(SmallRuns.block(1))).isEmpty();
    }
  }

  private static ViewBlock block(int size) {
    float[] pixels = new float[2 * size * size];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) Math.sin(i);
    }
    return new ViewBlock(2, 1, size, pixels);
  }
}
