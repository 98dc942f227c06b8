package dev.doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.cli.file.Storage;
import dev.doppel.runtime.checkpoint.CheckpointFile;
import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.spi.SelfSupervisedPlugin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that a plugin ends: what they had is kept, and they go on once the plugin is mended. */
final class FailingPluginTest {

  private static final String[] SETTINGS = {
    "backend=djl",
    "data=shapes",
    "data.size=16",
    "data.count=48",
    "batch-size=16",
    "steps=9",
    "loss=brittle",
    "backbone.filters=4",
    "projector=linear(16) bn relu linear(8)",
    "predictor=linear(16) bn relu linear(8)",
    "optimizer.warmup-steps=2",
    "guards=none",
    "checkpoint.every=3"
  };

  @TempDir Path folder;

  @Test
  void train_lossThrowsInALaterStep_keepsTheCheckpointToGoOnFrom() throws IOException {
    expectGoingOn(
        step -> {
          if (step == 7) {
            throw new IllegalStateException("the author\nforgot step 7");
          }
        },
        "failed: java.lang.IllegalStateException: the author forgot step 7");
  }

  @Test
  void train_lossLacksAMethodInALaterStep_keepsTheCheckpointToGoOnFrom() throws IOException {
    expectGoingOn(
        step -> {
          if (step == 7) {
            throw new NoSuchMethodError("org.outside.Matrix.power(int)");
          }
        },
        "was built against another version of what it calls or implements:"
            + " java.lang.NoSuchMethodError: org.outside.Matrix.power(int)");
  }

  private void expectGoingOn(BrittlePlugin.StepHook failure, String words) throws IOException {
    Path run = folder.resolve("run");
    CommandRun failed = train(new BrittlePlugin(failure, () -> {}), run);
    Path checkpoint = run.resolve("checkpoints/step-000006.checkpoint");
    expectPluginError(
        failed,
        "loss 'brittle'",
        ", called at step 7, "
            + words
            + "; the checkpoint after 6 steps, "
            + checkpoint
            + ", is intact: mend the plugin, then doppel resume "
            + run);
    assertThat(CheckpointFile.read(checkpoint).texts()).isNotEmpty();
    assertNamesNoClass(checkpoint);
    assertThat(run.resolve("summary.json")).doesNotExist();

    CommandRun resumed = run(BrittlePlugin.mended(), "resume", run.toString());
    assertThat(resumed.status()).as(resumed.err()).isZero();
    assertThat(resumed.err()).contains("going on from " + checkpoint + ", after 6 steps");
    Path whole = folder.resolve("whole");
    assertThat(train(BrittlePlugin.mended(), whole).status()).isZero();
    assertThat(Files.readString(run.resolve("metrics.csv")))
        .isEqualTo(Files.readString(whole.resolve("metrics.csv")));
  }

  /** Its plugins have names that stay; their classes are anyone's to rename. */
  private static void assertNamesNoClass(Path checkpoint) throws IOException {
    assertThat(Files.readString(checkpoint, StandardCharsets.ISO_8859_1))
        .contains("brittle")
        .doesNotContainIgnoringCase("dev.doppel", "dev/doppel", "BrittleLoss", "BrittlePlugin");
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
        train(plugin, folder.resolve("run"), "plugin.checks=" + checks),
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
        train(plugin, folder.resolve("run"), "views=brittle-views"),
        "view operation 'tear'",
        " was built against another version of what it calls or implements:"
            + " java.lang.NoSuchMethodError: org.outside.Matrix.power(int); there is no checkpoint"
            + " to go on from: mend the plugin, then begin anew");
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
        Stream.of(begin, Stream.of(SETTINGS), Stream.of(more))
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
