package dev.doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.cli.file.Storage;
import dev.doppel.runtime.checkpoint.CheckpointFile;
import dev.doppel.runtime.plugin.PluginDescriptor;
import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.spi.SelfSupervisedPlugin;
import dev.doppel.spi.SpiVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that a plugin ends: what they had is kept, and they go on once the plugin is mended. */
final class FailingPluginTest {

  private static final List<String> SETTINGS =
      List.of(
          "backend=djl",
          "data=shapes",
          "data.size=16",
          "data.count=48",
          "batch-size=16",
          "loss=brittle",
          "backbone.filters=4",
          "projector=linear(16) bn relu linear(8)",
          "predictor=linear(16) bn relu linear(8)",
          "optimizer.warmup-steps=2",
          "guards=none");

  private static final String ALIGNMENT =
      " ("
          + new PluginDescriptor("brittle-plugin", "0.7", SpiVersion.CURRENT, "brittle").alignment()
          + ")";

  @TempDir Path folder;

  @Test
  void train_lossThrowsInStep1000_keepsTheCheckpointToGoOnFrom() throws IOException {
    expectGoingOn(
        1000,
        100,
        () -> {
          throw new IllegalStateException("the author\nforgot this step");
        },
        "failed: java.lang.IllegalStateException: the author forgot this step");
  }

  @Test
  void train_lossLacksAMethodInALaterStep_resumesAsIfNothingHadHappened() throws IOException {
    expectGoingOn(
        7,
        3,
        () -> {
          throw new NoSuchMethodError("org.outside.Matrix.power(int)");
        },
        "was built against another version of what it calls or implements:"
            + " java.lang.NoSuchMethodError: org.outside.Matrix.power(int)"
            + ALIGNMENT);
    Path whole = folder.resolve("whole");
    assertThat(train(BrittlePlugin.mended(), whole, extent(7, 3)).status()).isZero();
    assertThat(folder.resolve("run").resolve("metrics.csv"))
        .hasSameTextualContentAs(whole.resolve("metrics.csv"));
  }

  /** A run whose loss fails in a step, its checkpoint, and the same run once it is mended. */
  private void expectGoingOn(int step, int every, Runnable failure, String words)
      throws IOException {
    Path run = folder.resolve("run");
    BrittlePlugin plugin = new BrittlePlugin(failingAt(step, failure), () -> {});
    CommandRun failed = train(plugin, run, extent(step, every));
    int kept = step / every * every;
    Path checkpoint = run.resolve("checkpoints/step-%06d.checkpoint".formatted(kept));
    String afterSteps = String.format(Locale.ROOT, "after %,d steps", kept);
    expectPluginError(
        failed,
        "loss 'brittle'",
        ", called at step %d, %s; the checkpoint %s, %s, is intact: mend the plugin, then doppel"
                .formatted(step, words, afterSteps, checkpoint)
            + " resume "
            + run);
    assertThat(CheckpointFile.read(checkpoint).texts()).isNotEmpty();
    assertNamesNoClass(checkpoint);
    assertThat(run.resolve("summary.json")).doesNotExist();

    CommandRun resumed = run(BrittlePlugin.mended(), "resume", run.toString());
    assertThat(resumed.status()).as(resumed.err()).isZero();
    assertThat(resumed.err()).contains("going on from " + checkpoint + ", " + afterSteps);
  }

  private static String[] extent(int step, int every) {
    return new String[] {"steps=" + (step + 2), "checkpoint.every=" + every};
  }

  private static BrittlePlugin.StepHook failingAt(int step, Runnable failure) {
    return at -> {
      if (at == step) {
        failure.run();
      }
    };
  }

  /** Its plugins have names that stay; their classes are anyone's to rename. */
  private static void assertNamesNoClass(Path checkpoint) throws IOException {
    assertThat(Files.readString(checkpoint, StandardCharsets.ISO_8859_1))
        .contains("brittle")
        .doesNotContainIgnoringCase("dev.doppel.", "BrittleLoss", "BrittlePlugin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"full", "none"})
  void train_lossThrowsBeforeTheFirstCheckpoint_saysSo(String checks) {
    BrittlePlugin plugin =
        new BrittlePlugin(
            step -> {
              throw new UnsupportedOperationException();
            },
            () -> {});

    expectPluginError(
        train(plugin, folder.resolve("run"), "steps=9", "plugin.checks=" + checks),
        "loss 'brittle'",
        ", called at step 0, failed: java.lang.UnsupportedOperationException; there is no"
            + " checkpoint to go on from: mend the plugin, then begin anew");
  }

  @Test
  void train_viewOperationFails_isNoUsageError() {
    BrittlePlugin plugin =
        new BrittlePlugin(
            step -> {},
            () -> {
              throw new NoSuchMethodError("org.outside.Matrix.power(int)");
            });

    expectPluginError(
        train(plugin, folder.resolve("run"), "steps=9", "views=brittle-views"),
        "view operation 'tear'",
        " was built against another version of what it calls or implements:"
            + " java.lang.NoSuchMethodError: org.outside.Matrix.power(int)"
            + ALIGNMENT
            + "; there is no checkpoint to go on from: mend the plugin, then begin anew");
  }

  /** One line, and no stack trace. */
  private static void expectPluginError(CommandRun run, String part, String words) {
    assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.PLUGIN.code());
    List<String> errors = run.err().lines().filter(line -> line.startsWith("doppel: ")).toList();
    assertThat(errors).hasSize(1);
    assertThat(run.err()).endsWith(errors.get(0) + System.lineSeparator());
    assertThat(errors.get(0))
        .startsWith("doppel: " + part + " of plugin brittle-plugin 0.7 (")
        .endsWith(")" + words);
    assertThat(run.err()).doesNotContain("\tat ");
  }

  private static CommandRun train(BrittlePlugin plugin, Path output, String... more) {
    Stream<String> begin = Stream.of("train", "--recipe", "byol", "--output", output.toString());
    return run(
        plugin,
        Stream.of(begin, SETTINGS.stream(), Stream.of(more))
            .flatMap(arguments -> arguments)
            .toArray(String[]::new));
  }

  /** A command that finds the plugins of the class path and one more. */
  private static CommandRun run(BrittlePlugin plugin, String... arguments) {
    Stream<SelfSupervisedPlugin> installed =
        ServiceLoader.load(SelfSupervisedPlugin.class).stream().map(ServiceLoader.Provider::get);
    PluginRegistry registry =
        PluginRegistry.of(
            Stream.concat(installed, Stream.of(plugin)).toArray(SelfSupervisedPlugin[]::new));
    return CommandRun.of(new Storage(), recipe -> registry, Optional.empty(), arguments);
  }
}
