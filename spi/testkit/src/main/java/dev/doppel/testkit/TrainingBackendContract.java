package dev.doppel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.doppel.runtime.network.BatchStatistics;
import dev.doppel.runtime.optimizer.OptimizerPlan;
import dev.doppel.runtime.plugin.PluginException;
import dev.doppel.runtime.step.Method;
import dev.doppel.runtime.step.StepListener;
import dev.doppel.runtime.step.StepRecord;
import dev.doppel.runtime.training.DeviceException;
import dev.doppel.runtime.training.Encoder;
import dev.doppel.runtime.training.TrainingBackend;
import dev.doppel.runtime.training.TrainingPlan;
import dev.doppel.runtime.training.TrainingSession;
import dev.doppel.runtime.training.ViewBatch;
import dev.doppel.runtime.training.ViewBlock;
import dev.doppel.spi.guard.ParameterGradient;
import dev.doppel.spi.loss.Network;
import dev.doppel.spi.schedule.Schedule;
import dev.doppel.spi.target.NetworkPart;
import dev.doppel.spi.target.ParameterRole;
import dev.doppel.spi.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every platform must do that trains: the tests of an adapter extend it. Runs are those of
 * {@link SmallRuns}, which says what must be on the class path.
 */
public abstract class TrainingBackendContract {

  /** The platform may add in another order than its adapter: two small layers in float32. */
  private static final float PLATFORM_ALONE = 1e-5f;

  private final TrainingBackend backend;

  /**
   * For subclasses.
   *
   * @param backend the platform under test
   */
  protected TrainingBackendContract(TrainingBackend backend) {
    this.backend = backend;
  }

  /**
   * Reads an encoder's file as a program would that knows the platform only.
   *
   * @param file what {@link TrainingSession#saveEncoder} wrote
   * @param images images of {@link SmallRuns}
   * @return the embedding of the first image
   * @throws IOException if the file cannot be read
   */
  protected abstract float[] firstEmbedding(Path file, ViewBlock images) throws IOException;

  /**
   * What is said where {@code gpu:9999} is asked for, which nobody has.
   *
   * @return how the exception's message begins
   */
  protected abstract String absentDeviceMessage();

  @Test
  final void step_sameBatch_lowersTheLoss() {
    for (Method method : List.of(SmallRuns.byol(), SmallRuns.simsiam())) {
      List<StepRecord> records = train(SmallRuns.plan(backend, method), 30, step -> 1);
      assertThat(records).hasSize(30);
      assertThat(records.get(29).loss()).isLessThan(records.get(0).loss() - 0.2);
      assertThat(records.get(0).figures()).containsEntry("learning-rate", 0.05);
    }
  }

  @Test
  final void step_sameSeed_isTheSameRun() {
    List<Double> losses = new ArrayList<>();
    for (int run = 0; run < 2; run++) {
      losses.add(train(byol(), 5, step -> step).get(4).loss());
    }
    assertThat(losses.get(1)).isEqualTo(losses.get(0));
  }

  @Test
  final void step_jointStatistics_differFromPerView() {
    List<Double> losses = new ArrayList<>();
    for (BatchStatistics statistics : BatchStatistics.values()) {
      TrainingPlan plan = SmallRuns.plan(backend, SmallRuns.byol(), "cpu", statistics);
      losses.add(train(plan, 1, step -> 1).get(0).loss());
    }
    // Views of one size share a pass both per size and jointly.
    assertThat(losses.get(1)).isEqualTo(losses.get(2));
    assertThat(losses.get(0)).isNotCloseTo(losses.get(2), within(1e-4));
  }

  @Test
  final void gradients_nameTheirPlace() {
    List<ParameterGradient> seen = new ArrayList<>();
    train(SmallRuns.plan(backend, SmallRuns.guarded(seen::add)), 1, step -> 1);
    ParameterGradient first = seen.get(0);
    ParameterGradient last = seen.get(seen.size() - 1);
    assertThat(first.part()).isEqualTo(NetworkPart.BACKBONE);
    assertThat(last.part()).isEqualTo(NetworkPart.PREDICTOR);
    assertThat(seen).isSortedAccordingTo(Comparator.comparing(ParameterGradient::part));
    // A linear layer has weights and a bias; a convolution of this backbone has no bias.
    assertThat(rolesOf(last.layer(), seen))
        .containsExactlyInAnyOrder(ParameterRole.WEIGHT, ParameterRole.BIAS);
    assertThat(rolesOf(first.layer(), seen)).containsExactly(ParameterRole.WEIGHT);
  }

  private static List<ParameterRole> rolesOf(String layer, List<ParameterGradient> seen) {
    return seen.stream()
        .filter(gradient -> gradient.layer().equals(layer))
        .map(ParameterGradient::role)
        .toList();
  }

  @Test
  final void freeze_everyParameter_movesNothing() {
    Method method = SmallRuns.guarded(ParameterGradient::freeze);
    List<StepRecord> records = train(SmallRuns.plan(backend, method), 4, step -> 1);
    assertThat(records).extracting(StepRecord::loss).containsOnly(records.get(0).loss());
  }

  @Test
  final void freeze_firstStepsOnly_beginsLikeARunOfItsOwn() {
    AtomicInteger seen = new AtomicInteger();
    AtomicInteger parameters = new AtomicInteger();
    train(
        SmallRuns.plan(backend, SmallRuns.guarded(gradient -> parameters.incrementAndGet())),
        1,
        step -> 1);
    Method late =
        SmallRuns.guarded(
            gradient -> {
              if (seen.getAndIncrement() < 3 * parameters.get()) {
                gradient.freeze();
              }
            });
    List<StepRecord> records = train(SmallRuns.plan(backend, late), 6, step -> 1);
    List<StepRecord> plain = train(SmallRuns.plan(backend, SmallRuns.simsiam()), 3, step -> 1);
    // Neither momentum nor weights remember the frozen steps; the rate is constant.
    for (int step = 0; step < plain.size(); step++) {
      assertThat(records.get(step + 3).loss()).isEqualTo(plain.get(step).loss());
    }
  }

  @Test
  final void step_skipped_letsSchedulesGoOn() {
    Schedule fromZero = (step, steps) -> step == 0 ? 0 : 0.05;
    OptimizerPlan plain = OptimizerPlan.sgd(0, 0);
    OptimizerPlan optimizer =
        new OptimizerPlan(
            plain.rule(),
            fromZero,
            fromZero,
            plain.momentum(),
            plain.weightDecay(),
            plain.decayBiasAndNormalisation(),
            plain.trustCoefficient(),
            plain.trustRatio(),
            plain.beta1(),
            plain.beta2(),
            plain.epsilon());
    Method skipping = SmallRuns.skipping(step -> step == 0);
    List<StepRecord> skipped = train(SmallRuns.plan(backend, skipping, optimizer), 4, step -> 1);
    List<StepRecord> taken =
        train(SmallRuns.plan(backend, SmallRuns.simsiam(), optimizer), 4, step -> 1);
    // A step of rate 0 is one that is not taken: the runs are the same.
    assertThat(skipped).isEqualTo(taken);
    assertThat(taken.get(2).loss()).isNotEqualTo(taken.get(1).loss());
  }

  @Test
  final void clip_shortNorm_shortensTheStep() {
    Method clipped = SmallRuns.guarded(gradient -> gradient.clip(1e-9));
    List<StepRecord> records = train(SmallRuns.plan(backend, clipped), 3, step -> 1);
    // Steps of 1e-9 are below what float32 shows in weights of 1e-2 and more.
    assertThat(records.get(2).loss()).isCloseTo(records.get(0).loss(), within(1e-6));
    Method loose = SmallRuns.guarded(gradient -> gradient.clip(1e9));
    List<StepRecord> untouched = train(SmallRuns.plan(backend, loose), 3, step -> 1);
    List<StepRecord> plain = train(SmallRuns.plan(backend, SmallRuns.simsiam()), 3, step -> 1);
    assertThat(untouched.get(2).loss()).isEqualTo(plain.get(2).loss());
  }

  @Test
  final void shaper_targetOfAPrediction_isBlamedForItsGradient() {
    Method leaking = SmallRuns.shaped(true, Tensor::add);
    assertThatThrownBy(() -> train(SmallRuns.plan(backend, leaking), 1, step -> 1))
        .isExactlyInstanceOf(PluginException.class)
        .hasMessage(
            "guard 'mix' of plugin mixing 0.3 (/plugins/mixing-0.3.jar) returned a target with a"
                + " gradient for view 0 at step 0, expected one without: predictions must not be"
                + " looked at");
    Method stopped =
        SmallRuns.shaped(true, (target, prediction) -> target.add(prediction.stopGradient()));
    Method ablated = SmallRuns.shaped(false, Tensor::add);
    for (Method method : List.of(stopped, ablated)) {
      assertThat(train(SmallRuns.plan(backend, method), 2, step -> 1)).hasSize(2);
    }
  }

  @Test
  final void step_tooFewViews_isRefused() {
    ViewBatch batch = new ViewBatch(List.of(SmallRuns.block(1)));
    try (TrainingSession session = backend.open(byol(), new StepListener() {})) {
      assertThatThrownBy(() -> session.step(batch))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "the loss needs view 1, but a batch has 1 views; give each sample as many arrays as"
                  + " the view policy has views");
    }
  }

  @Test
  final void open_absentDevice_isADeviceError() {
    TrainingPlan plan =
        SmallRuns.plan(backend, SmallRuns.byol(), "gpu:9999", BatchStatistics.PER_VIEW);
    assertThatThrownBy(() -> backend.open(plan, new StepListener() {}))
        .isInstanceOf(DeviceException.class)
        .hasMessageStartingWith(absentDeviceMessage());
  }

  @Test
  final void saveEncoder_trained_loadsBackEqual(@TempDir Path folder) throws IOException {
    TrainingPlan plan = byol();
    ViewBlock images = SmallRuns.block(5);
    try (TrainingSession session = backend.open(plan, new StepListener() {})) {
      session.step(SmallRuns.batch(1));
      Path file = session.saveEncoder(folder, "encoder");
      assertThat(folder).isDirectoryContaining(path -> path.equals(file));
      assertThat(folder.toFile().list()).hasSize(1);
      float[][] expected = session.embed(images);
      assertThat(expected[0]).hasSize(session.embeddingWidth());
      try (Encoder encoder = backend.openEncoder(plan, file)) {
        assertThat(encoder.width()).isEqualTo(session.embeddingWidth());
        assertThat(encoder.embed(images)).isDeepEqualTo(expected);
      }
      assertThat(firstEmbedding(file, images)).containsExactly(expected[0], within(PLATFORM_ALONE));
    }
  }

  @Test
  final void openEncoder_noModel_isRefused(@TempDir Path folder) throws IOException {
    Path file;
    try (TrainingSession session = backend.open(byol(), new StepListener() {})) {
      file = session.saveEncoder(folder, "encoder");
    }
    Files.writeString(file, "not a model");
    assertThatThrownBy(() -> backend.openEncoder(byol(), file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot read encoder " + file);
  }

  @Test
  final void encoder_targetChosen_isTheTargetNetwork() {
    ViewBlock images = SmallRuns.block(5);
    TrainingPlan target =
        SmallRuns.plan(
            backend, SmallRuns.byol(), "cpu", BatchStatistics.PER_VIEW, Map.of(), Network.TARGET);
    try (TrainingSession one = backend.open(byol(), new StepListener() {});
        TrainingSession other = backend.open(target, new StepListener() {})) {
      assertThat(other.embed(images)).isDeepEqualTo(one.embed(images));
      one.step(SmallRuns.batch(1));
      other.step(SmallRuns.batch(1));
      assertThat(other.embed(images)[0]).isNotEqualTo(one.embed(images)[0]);
    }
  }

  private TrainingPlan byol() {
    return SmallRuns.plan(backend, SmallRuns.byol());
  }

  /** Trains on the batches of some seeds. */
  private List<StepRecord> train(TrainingPlan plan, int steps, IntToLongFunction seed) {
    return RecordedSteps.train(
            backend, plan, steps, step -> SmallRuns.batch(seed.applyAsLong(step)))
        .records();
  }
}
