package dev.doppel.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.runtime.checkpoint.CheckpointException;
import dev.doppel.runtime.plugin.ExtensionKind;
import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.runtime.step.ConfiguredGuard;
import dev.doppel.runtime.step.GuardAction;
import dev.doppel.runtime.step.Method;
import dev.doppel.runtime.step.StepListener;
import dev.doppel.runtime.step.StepRecord;
import dev.doppel.spi.guard.CollapseGuardFactory;
import dev.doppel.spi.guard.CollapseMonitor;
import dev.doppel.spi.guard.GradientDecision;
import dev.doppel.spi.guard.Gradients;
import dev.doppel.spi.guard.ParameterGradient;
import dev.doppel.spi.guard.Verdict;
import dev.doppel.spi.loss.Network;
import dev.doppel.spi.option.Options;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.target.NetworkPart;
import dev.doppel.testkit.SmallRuns;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** A run that goes on from a checkpoint is the run that was never interrupted. */
final class CheckpointTest {

  private static final int STEPS = 17;
  private static final int INTERRUPTION = 7;

  /** The run, its network and what its listener heard. */
  private static final class Run {

    final List<StepRecord> records = new ArrayList<>();
    final SelfSupervision selfSupervision;

    Run(Method method, boolean recipeOptimizer, int width) {
      StepListener listener =
          new StepListener() {
            @Override
            public void onStep(StepRecord record) {
              records.add(record);
            }
          };
      selfSupervision =
          SelfSupervision.of(
              AdamW.plan(SmallRuns.plan(new Dl4jBackend(), method)), network(width), listener);
      if (recipeOptimizer) {
        selfSupervision.useRecipeOptimizer();
      }
    }

    Run(Method method, boolean recipeOptimizer) {
      this(method, recipeOptimizer, 6);
    }

    void steps(int from, int to) {
      for (int k = from; k < to; k++) {
        INDArray[] views = {
          ViewDrawing.array(SmallRuns.block(2L * k)), ViewDrawing.array(SmallRuns.block(2L * k + 1))
        };
        selfSupervision.network().fit(views, new INDArray[0]);
      }
    }

    List<float[]> parameters() {
      List<float[]> values = new ArrayList<>();
      for (Network network : Network.values()) {
        selfSupervision
            .parameters(network)
            .forEach((name, array) -> values.add(array.dup().data().asFloat()));
      }
      return values;
    }
  }

  @Test
  void restore_eitherOptimizer_isTheUninterruptedRun(@TempDir Path folder) throws IOException {
    for (boolean recipeOptimizer : new boolean[] {false, true}) {
      assertGoesOn(guarded(), recipeOptimizer, folder);
      assertGoesOn(frozen(), recipeOptimizer, folder);
      assertGoesOn(SmallRuns.simsiam(), recipeOptimizer, folder);
    }
  }

  private static void assertGoesOn(Method method, boolean recipeOptimizer, Path folder)
      throws IOException {
    Run whole = run(method, recipeOptimizer);
    whole.steps(0, STEPS);
    whole.selfSupervision.flush();

    Run first = run(method, recipeOptimizer);
    first.steps(0, INTERRUPTION);
    Path file = first.selfSupervision.saveCheckpoint(folder.resolve("run.zip"));
    Run second = new Run(method, recipeOptimizer);
    second.selfSupervision.restoreCheckpoint(file);
    second.steps(INTERRUPTION, STEPS);
    second.selfSupervision.flush();

    List<StepRecord> records = new ArrayList<>(first.records);
    records.addAll(second.records);
    assertThat(records).hasSize(STEPS).isEqualTo(whole.records);
    assertThat(second.parameters()).hasSizeGreaterThan(8);
    assertSame(second.parameters(), whole.parameters());
    assertThat(second.selfSupervision.network().getIterationCount()).isEqualTo(STEPS);
    assertThat(folder.toFile().list()).containsExactly("run.zip");
  }

  /** A new run, with the random numbers of dropout where they are at the start of all. */
  private static Run run(Method method, boolean recipeOptimizer) {
    Nd4j.getRandom().setSeed(3);
    return new Run(method, recipeOptimizer);
  }

  @Test
  void restore_savedByAListener_isTheUninterruptedRun(@TempDir Path folder) throws IOException {
    Run whole = run(SmallRuns.byol(), false);
    whole.steps(0, STEPS);

    Run first = run(SmallRuns.byol(), false);
    Path file = folder.resolve("run.zip");
    first
        .selfSupervision
        .network()
        .setListeners(
            new BaseTrainingListener() {
              @Override
              public void iterationDone(Model model, int iteration, int epoch) {
                if (iteration == INTERRUPTION - 1) {
                  save(first.selfSupervision, file);
                }
              }
            });
    first.steps(0, INTERRUPTION + 3);
    Run second = new Run(SmallRuns.byol(), false);
    second.selfSupervision.restoreCheckpoint(file);
    assertThat(second.selfSupervision.network().getIterationCount()).isEqualTo(INTERRUPTION);
    second.steps(INTERRUPTION, STEPS);
    assertSame(second.parameters(), whole.parameters());
  }

  @Test
  void save_withinAStep_isRefused(@TempDir Path folder) {
    Run run = new Run(SmallRuns.byol(), false);
    Path file = folder.resolve("run.zip");
    run.selfSupervision
        .network()
        .setListeners(
            new BaseTrainingListener() {
              @Override
              public void onBackwardPass(Model model) {
                save(run.selfSupervision, file);
              }
            });
    assertThatThrownBy(() -> run.steps(0, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "a run can be saved between steps only: after fit, or in a listener's iterationDone");
    assertThat(folder).isEmptyDirectory();
  }

  private static void save(SelfSupervision run, Path file) {
    try {
      run.saveCheckpoint(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void restore_damagedFile_isRefusedAndChangesNothing(@TempDir Path folder) throws IOException {
    Run run = new Run(SmallRuns.byol(), false);
    run.steps(0, 2);
    Path file = run.selfSupervision.saveCheckpoint(folder.resolve("run.zip"));
    byte[] whole = Files.readAllBytes(file);
    Run other = new Run(SmallRuns.byol(), false);
    List<float[]> before = other.parameters();
    for (int part = 1; part < 8; part++) {
      try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
        cut.setLength(whole.length * (long) part / 8);
      }
      assertThatThrownBy(() -> other.selfSupervision.restoreCheckpoint(file))
          .isInstanceOf(CheckpointException.class)
          .hasMessage(damage(file));
      byte[] damaged = whole.clone();
      damaged[whole.length * part / 8] ^= 1;
      Files.write(file, damaged);
      assertThatThrownBy(() -> other.selfSupervision.restoreCheckpoint(file))
          .as("byte %d of %d", whole.length * part / 8, whole.length)
          .isInstanceOf(CheckpointException.class)
          .hasMessage(damage(file));
      Files.write(file, whole);
    }
    assertSame(other.parameters(), before);
    other.selfSupervision.restoreCheckpoint(file);
  }

  private static String damage(Path file) {
    return "cannot go on from %s: it is damaged or was cut off; take an earlier checkpoint"
        .formatted(file);
  }

  @Test
  void restore_otherFiles_areRefused(@TempDir Path folder) throws IOException {
    Run run = new Run(SmallRuns.byol(), false);
    Path file = folder.resolve("run.zip");
    assertThatThrownBy(() -> run.selfSupervision.restoreCheckpoint(file))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage(file + ": cannot go on from it: there is no such checkpoint");
    ModelSerializer.writeModel(run.selfSupervision.network(), file.toFile(), true);
    assertThatThrownBy(() -> run.selfSupervision.restoreCheckpoint(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessage("cannot go on from %s: it is not a checkpoint of Doppel's".formatted(file));
  }

  @Test
  void restore_otherRun_isRefused(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("run.zip");
    new Run(SmallRuns.byol(), true).selfSupervision.saveCheckpoint(file);
    assertThatThrownBy(
            () -> new Run(SmallRuns.simsiam(), true).selfSupervision.restoreCheckpoint(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(
            "cannot go on from %s: it is of another run (loss is 'byol-loss' there and"
                    .formatted(file)
                + " 'sim-siam-loss' here; target-update is 'ema-target-update' there and"
                + " 'no-target-update' here); use the settings it was made with");
    assertThatThrownBy(
            () -> new Run(SmallRuns.byol(), true, 5).selfSupervision.restoreCheckpoint(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(
            "cannot go on from %s: it is of another network, whose parameter 1 is backbone.dense.W"
                    .formatted(file)
                + " [144, 6] there and backbone.dense.W [144, 5] here; build the network it was"
                + " made with");
    assertThatThrownBy(
            () -> new Run(SmallRuns.byol(), false).selfSupervision.restoreCheckpoint(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(
            "cannot go on from %s: the recipe's optimiser made its steps, and the network's"
                    .formatted(file)
                + " updaters would make the next; call useRecipeOptimizer() first");
  }

  private static void assertSame(List<float[]> found, List<float[]> expected) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i)).containsExactly(expected.get(i));
    }
  }

  private static Method guarded() {
    Method byol = SmallRuns.byol();
    return new Method(
        byol.loss(),
        byol.targetUpdate(),
        Optional.empty(),
        List.of(),
        List.of(monitor("feature-std"), monitor("non-finite")),
        true,
        true);
  }

  /** Its backbone is frozen when it is interrupted, and free before and after. */
  private static Method frozen() {
    Method simsiam = SmallRuns.simsiam();
    return new Method(
        simsiam.loss(),
        simsiam.targetUpdate(),
        Optional.empty(),
        List.of(new ConfiguredGuard<>("freezing", CheckpointTest::freeze, GuardAction.WARN)),
        List.of(),
        true,
        true);
  }

  private static GradientDecision freeze(Gradients gradients, State state, Step step) {
    if (step.index() >= INTERRUPTION - 2 && step.index() < INTERRUPTION + 3) {
      gradients.parameters().stream()
          .filter(gradient -> gradient.part() == NetworkPart.BACKBONE)
          .forEach(ParameterGradient::freeze);
    }
    return new GradientDecision(true, Verdict.healthy(Map.of()), state);
  }

  private static ConfiguredGuard<CollapseMonitor> monitor(String name) {
    CollapseGuardFactory factory =
        PluginRegistry.discover().find(ExtensionKind.GUARD, name, "the test").factory();
    CollapseMonitor guard = (CollapseMonitor) factory.create(Options.defaults(factory.options()));
    return new ConfiguredGuard<>(name, guard, GuardAction.STOP);
  }

  /** With dropout, Adam and a constraint: all that a platform's step remembers or draws. */
  private static ComputationGraph network(int width) {
    ComputationGraph network =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(5)
                .updater(new Adam(0.01))
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.convolutional(SmallRuns.SIZE, SmallRuns.SIZE, 1))
                .addLayer(
                    "dense",
                    new DenseLayer.Builder()
                        .nOut(width)
                        .dropOut(0.8)
                        .constrainWeights(new MaxNormConstraint(0.9, 1))
                        .build(),
                    "in")
                .addLayer("norm", new BatchNormalization(), "dense")
                .addLayer("relu", new ActivationLayer(Activation.RELU), "norm")
                .setOutputs("relu")
                .build());
    network.init();
    assertThat(network.getConfiguration().getDataType()).isEqualTo(DataType.FLOAT);
    return network;
  }
}
