package dev.doppel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.runtime.checkpoint.Checkpoint;
import dev.doppel.runtime.checkpoint.CheckpointArray;
import dev.doppel.runtime.checkpoint.CheckpointException;
import dev.doppel.runtime.checkpoint.CheckpointFormat;
import dev.doppel.runtime.plugin.PluginException;
import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.runtime.recipe.DataFacts;
import dev.doppel.runtime.recipe.Recipe;
import dev.doppel.runtime.recipe.RecipeResolver;
import dev.doppel.runtime.step.RunStoppedException;
import dev.doppel.runtime.step.StepRecord;
import dev.doppel.runtime.training.TrainingBackend;
import dev.doppel.runtime.training.TrainingPlan;
import dev.doppel.runtime.training.TrainingSession;
import dev.doppel.runtime.training.ViewBatch;
import dev.doppel.runtime.training.ViewBlock;
import dev.doppel.spi.view.ViewSpecification;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * A session that goes on from a checkpoint is the one that was never interrupted, bit for bit: each
 * step's loss and figures, and at the end all that a further step depends on. The plugins of BYOL,
 * MoCo v2, DINO, SwAV and SimSiam, of target updates, guards and views must be on the class path.
 */
public abstract class ResumeContract {

  /** In the middle of an epoch, and between two looks of the guards. */
  private static final int INTERRUPTION = 7;

  private static final int STEPS = 16;
  private static final int IMAGE_SIZE = 12;
  private static final int BATCH = 8;

  /** Ten batches an epoch. */
  private static final DataFacts DATA = new DataFacts(1, IMAGE_SIZE, 10 * BATCH);

  private static final List<String> COMMON =
      List.of(
          "image-size=" + IMAGE_SIZE,
          "batch-size=" + BATCH,
          "steps=20",
          "seed=7",
          "device=cpu",
          "threads=2",
          "guards=feature-std, non-finite, gradient-spike",
          "guard.feature-std.interval=4",
          "guard.feature-std.action=warn",
          "guard.non-finite.interval=3",
          "guard.gradient-spike.warm-up=2",
          "optimizer.warmup-steps=3");

  private static final List<String> SMALL_CNN =
      List.of(
          "backbone=small-cnn",
          "backbone.filters=4",
          "backbone.layers=2",
          "backbone.pooling=average");

  private final TrainingBackend backend;

  /**
   * For subclasses.
   *
   * @param backend the platform under test
   */
  protected ResumeContract(TrainingBackend backend) {
    this.backend = backend;
  }

  @TestFactory
  final Stream<DynamicTest> restore_anyMethod_isTheUninterruptedRun() {
    return runs().entrySet().stream()
        .map(
            run -> DynamicTest.dynamicTest(run.getKey(), () -> assertGoesOn(plan(run.getValue()))));
  }

  private static Map<String, List<String>> runs() {
    Map<String, List<String>> runs = new LinkedHashMap<>();
    runs.put(
        "byol, lars", List.of("recipe=byol", "optimizer=lars", "optimizer.base-learning-rate=0.3"));
    runs.put("moco-v2 with a queue, sgd", List.of("recipe=moco-v2", "loss.queue-length=24"));
    runs.put(
        "dino with a centre and local crops, adamw",
        List.of("recipe=dino", "views.local-size=8", "guards=freeze-last-layer, feature-std"));
    runs.put(
        "swav with a queue, sgd",
        List.of(
            "recipe=swav",
            "views.local-size=8",
            "predictor=prototypes(16)",
            "target-shaping.queue-length=16",
            "target-shaping.queue-start-step=3"));
    runs.put("simsiam without a target network, sgd", List.of("recipe=simsiam"));
    runs.put(
        "dino with a transformer whose branches are skipped by chance",
        List.of(
            "recipe=dino-vit",
            "backbone.patch-size=4",
            "backbone.width=16",
            "backbone.depth=2",
            "backbone.heads=2",
            "backbone.drop-path=0.3",
            "views.local-size=8"));
    return runs;
  }

  private TrainingPlan plan(List<String> settings) {
    List<String> all = new ArrayList<>();
    boolean transformer = settings.stream().anyMatch(setting -> setting.contains("patch-size"));
    Stream.concat(COMMON.stream(), transformer ? Stream.empty() : SMALL_CNN.stream())
        .filter(setting -> settings.stream().noneMatch(other -> key(other).equals(key(setting))))
        .filter(setting -> !isOfOtherGuard(setting, settings))
        .forEach(all::add);
    all.addAll(settings);
    return RecipeResolver.resolve(
            Recipe.empty().withOverrides(all), PluginRegistry.discover(), List.of(backend), DATA)
        .plan();
  }

  private static boolean isOfOtherGuard(String setting, List<String> settings) {
    return setting.startsWith("guard.")
        && settings.stream()
            .filter(other -> key(other).equals("guards"))
            .anyMatch(guards -> !guards.contains(setting.split("\\.", 3)[1]));
  }

  private static String key(String setting) {
    return setting.substring(0, setting.indexOf('='));
  }

  private void assertGoesOn(TrainingPlan plan) throws IOException {
    RecordedSteps whole = new RecordedSteps();
    byte[] expected;
    try (TrainingSession session = backend.open(plan, whole)) {
      steps(session, plan, 0, STEPS);
      session.flush();
      expected = save(session);
    }
    RecordedSteps before = new RecordedSteps();
    byte[] interruption;
    List<StepRecord> records;
    try (TrainingSession session = backend.open(plan, before)) {
      steps(session, plan, 0, INTERRUPTION);
      interruption = save(session);
      // Closing tells of steps that whoever goes on tells of as well.
      records = new ArrayList<>(before.records());
    }
    RecordedSteps after = new RecordedSteps();
    try (TrainingSession session = backend.open(plan, after)) {
      session.restore(read(interruption), "the test");
      assertThat(save(session)).isEqualTo(interruption);
      steps(session, plan, INTERRUPTION, STEPS);
      session.flush();
      assertThat(save(session)).isEqualTo(expected);
    }
    records.addAll(after.records());
    assertThat(records).isEqualTo(whole.records());
    assertThat(after.events()).isEqualTo(eventsFrom(whole, INTERRUPTION));
    assertNothingIsLeftOut(plan, read(expected), whole);
  }

  private static List<?> eventsFrom(RecordedSteps recorded, long step) {
    return recorded.events().stream().filter(event -> event.step() >= step).toList();
  }

  /** That the comparison could fail: there is a state, and without it the run is another one. */
  private void assertNothingIsLeftOut(TrainingPlan plan, Checkpoint saved, RecordedSteps whole) {
    RecordedSteps fresh = new RecordedSteps();
    try (TrainingSession session = backend.open(plan, fresh)) {
      steps(session, plan, INTERRUPTION, STEPS);
      session.flush();
      long numbers = saved.arrays().values().stream().mapToLong(CheckpointArray::length).sum();
      assertThat(numbers).isGreaterThan(2 * session.parameterCount());
    }
    assertThat(fresh.losses()).isNotEqualTo(whole.losses().subList(INTERRUPTION, STEPS));
  }

  @Test
  final void scaleLearningRate_halved_isKeptByCheckpoints() throws IOException {
    TrainingPlan plan = plan(List.of("recipe=simsiam"));
    RecordedSteps recorded = new RecordedSteps();
    byte[] saved;
    try (TrainingSession session = backend.open(plan, recorded)) {
      steps(session, plan, 0, 4);
      session.scaleLearningRate(0.5);
      saved = save(session);
      steps(session, plan, 4, 5);
      session.flush();
    }
    RecordedSteps plain = new RecordedSteps();
    try (TrainingSession session = backend.open(plan, plain)) {
      steps(session, plan, 0, 5);
      session.flush();
    }
    RecordedSteps resumed = new RecordedSteps();
    try (TrainingSession session = backend.open(plan, resumed)) {
      session.restore(read(saved), "the test");
      steps(session, plan, 4, 5);
      session.flush();
    }
    assertThat(rate(plain, 4)).isPositive();
    assertThat(rate(recorded, 4)).isEqualTo(0.5 * rate(plain, 4));
    assertThat(rate(recorded, 3)).isEqualTo(rate(plain, 3));
    assertThat(resumed.records().get(resumed.records().size() - 1))
        .isEqualTo(recorded.records().get(4));
  }

  private static double rate(RecordedSteps recorded, int step) {
    return recorded.records().get(step).figures().get("learning-rate");
  }

  @Test
  final void restore_otherNetwork_isRefusedAndChangesNothing() throws IOException {
    TrainingPlan plan = plan(List.of("recipe=simsiam"));
    byte[] other;
    TrainingPlan wider = plan(List.of("recipe=simsiam", "backbone.filters=6"));
    try (TrainingSession session = backend.open(wider, new RecordedSteps())) {
      other = save(session);
    }
    try (TrainingSession session = backend.open(plan, new RecordedSteps())) {
      byte[] before = save(session);
      Checkpoint checkpoint = read(other);
      assertThatThrownBy(() -> session.restore(checkpoint, "step-000400.checkpoint"))
          .isInstanceOf(CheckpointException.class)
          .hasMessageStartingWith("cannot go on from step-000400.checkpoint: it is of")
          .hasMessageContaining("whose parameter 1 is ");
      assertThat(save(session)).isEqualTo(before);
    }
  }

  @Test
  final void restore_partMissing_isRefusedByName() {
    try (TrainingSession session =
        backend.open(plan(List.of("recipe=simsiam")), new RecordedSteps())) {
      assertThatThrownBy(
              () -> session.restore(new Checkpoint.Builder().build(), "step-000400.checkpoint"))
          .isInstanceOf(CheckpointException.class)
          .hasMessageStartingWith(
              "cannot go on from step-000400.checkpoint: it was not written by a run like this one"
                  + " (the checkpoint has no ");
    }
  }

  /**
   * A checkpoint whose bytes are right, but that says whatever it likes, is taken over or refused.
   * If it is taken over, the next step runs, or a plugin's name stands by what is wrong.
   */
  @TestFactory
  final Stream<DynamicTest> restore_drawnContent_isTakenOverOrRefused() {
    long seed = Long.getLong("doppel.fuzz.seed", System.nanoTime());
    int contents = Integer.getInteger("doppel.fuzz.contents", 40);
    return runs().entrySet().stream()
        .map(
            run ->
                DynamicTest.dynamicTest(
                    run.getKey(), () -> assertRefused(plan(run.getValue()), contents, seed)));
  }

  private void assertRefused(TrainingPlan plan, int contents, long seed) throws IOException {
    Checkpoint whole;
    try (TrainingSession session = backend.open(plan, new RecordedSteps())) {
      steps(session, plan, 0, INTERRUPTION);
      whole = read(save(session));
    }
    SplittableRandom random = new SplittableRandom(seed);
    int takenOver = 0;
    for (int i = 0; i < contents; i++) {
      DrawnCheckpoint drawn =
          i % 2 == 0
              ? DrawnCheckpoint.of(whole, random)
              : DrawnCheckpoint.ofOtherValues(whole, random);
      try (TrainingSession session = backend.open(plan, new RecordedSteps())) {
        session.restore(drawn.checkpoint(), "drawn");
        takenOver++;
        steps(session, plan, INTERRUPTION, INTERRUPTION + 1);
        session.flush();
        save(session);
      } catch (CheckpointException e) {
        assertThat(e).hasMessageStartingWith("cannot go on from drawn: ");
      } catch (PluginException | RunStoppedException e) {
        assertThat(e.getMessage()).isNotBlank();
      } catch (RuntimeException | Error e) {
        throw new AssertionError("seed %d, content %d: %s".formatted(seed, i, drawn), e);
      }
    }
    // If all were refused, no step would have seen what was drawn.
    assertThat(takenOver).as("seed %d", seed).isBetween(1, contents);
  }

  private static void steps(TrainingSession session, TrainingPlan plan, int from, int to) {
    for (int step = from; step < to; step++) {
      session.step(batch(plan, step));
    }
  }

  private static ViewBatch batch(TrainingPlan plan, int step) {
    List<ViewBlock> views = new ArrayList<>();
    for (ViewSpecification view : plan.views().views()) {
      SplittableRandom random = new SplittableRandom(1_000L * step + views.size());
      float[] pixels = new float[BATCH * view.size() * view.size()];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (float) random.nextGaussian();
      }
      views.add(new ViewBlock(BATCH, 1, view.size(), pixels));
    }
    return new ViewBatch(views);
  }

  private static byte[] save(TrainingSession session) throws IOException {
    Checkpoint.Builder checkpoint = new Checkpoint.Builder();
    session.save(checkpoint);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CheckpointFormat.write(checkpoint.build(), bytes);
    return bytes.toByteArray();
  }

  private static Checkpoint read(byte[] bytes) throws IOException {
    return CheckpointFormat.read(new ByteArrayInputStream(bytes), "the test");
  }
}
