package dev.doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.cli.file.RunLock;
import dev.doppel.cli.training.Training;
import dev.doppel.cli.training.TrainingListener;
import dev.doppel.cli.training.TrainingSettings;
import dev.doppel.runtime.step.GuardEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Going on with runs that broke off. */
final class ResumeCommandTest {

  @TempDir Path folder;

  private Path brokenOff(String name, TrainingListener listener, String... more) {
    return new BrokenOffRuns(folder).brokenOff(name, listener, more);
  }

  private Path crashed(String name, int steps, String... more) {
    return new BrokenOffRuns(folder).crashed(name, steps, more);
  }

  private Path whole(String... more) {
    Path run = folder.resolve("whole");
    Training.run(BrokenOffRuns.recipe(more), TrainingSettings.defaults().withOutput(run));
    return run;
  }

  @Test
  void resume_crashedAnywhere_leavesTheFilesOfAnUninterruptedRun() throws IOException {
    Path whole = whole();
    // Before the first checkpoint, in the middle of an epoch, between accuracies, near the end.
    for (int steps : new int[] {2, 5, 8, 10}) {
      Path run = crashed("crashed-" + steps, steps);
      assertThat(run.resolve("summary.json")).doesNotExist();
      CommandRun resumed = CommandRun.of("resume", run.toString());

      assertThat(resumed.status()).as(resumed.err()).isZero();
      assertThat(resumed.err())
          .contains(
              steps < 3
                  ? "there is no checkpoint yet: beginning from the start"
                  : "after " + (steps - 1) / 3 * 3 + " steps");
      assertSame(run, whole);
    }
  }

  @Test
  void resume_crashedAfterARollback_leavesTheFilesOfAnUninterruptedRun() throws IOException {
    // No rank of so few outputs is that high: the guard says so after step 20, twice.
    String[] settings = {
      "guards=feature-std, effective-rank",
      "guard.effective-rank.interval=4",
      "guard.effective-rank.every=1",
      "guard.effective-rank.patience=5",
      "guard.effective-rank.least-rank=1000",
      "guard.effective-rank.action=rollback",
      "rollback.every=4",
      "rollback.most=1",
      "steps=30"
    };
    Path whole = whole(settings);
    assertThat(Files.readAllLines(whole.resolve("verdicts.txt")))
        .anyMatch(
            line ->
                line.endsWith(
                    "from step 19 back to step 0, learning rates times 0.5 from there on"));
    // Checkpoints are written after 15 and 18 steps, which are taken anew then.
    for (int steps : new int[] {0, 2, 9, 10}) {
      Path run = crashedAfterRollback("rollback-" + steps, steps, settings);
      CommandRun resumed = CommandRun.of("resume", run.toString());

      assertThat(resumed.status()).as(resumed.err()).isEqualTo(ExitStatus.COLLAPSE.code());
      assertThat(resumed.err())
          .contains("after " + (steps == 0 ? 18 : (steps - 1) / 3 * 3) + " steps");
      assertSameFiles(run, whole);
    }
  }

  /** A run that breaks off after so many steps, once it went back; 0 for at once. */
  private Path crashedAfterRollback(String name, int steps, String... more) {
    TrainingListener listener =
        new TrainingListener() {
          private boolean wentBack;

          @Override
          public void onRollback(GuardEvent event, String words) {
            wentBack = true;
            crashAt(0);
          }

          @Override
          public void onProgress(long taken) {
            if (wentBack) {
              crashAt(taken);
            }
          }

          private void crashAt(long taken) {
            if (taken == steps) {
              throw new BrokenOffRuns.Crash();
            }
          }
        };
    return brokenOff(name, listener, more);
  }

  private static void assertSame(Path run, Path whole) throws IOException {
    assertSameFiles(run, whole);
    assertThat(Files.readAllLines(run.resolve("metrics.csv"))).hasSize(1 + BrokenOffRuns.STEPS);
  }

  private static void assertSameFiles(Path run, Path whole) throws IOException {
    for (String name :
        List.of("metrics.csv", "accuracy.csv", "verdicts.txt", "encoder-0000.params")) {
      assertThat(run.resolve(name)).as(name).hasSameBinaryContentAs(whole.resolve(name));
    }
    assertThat(run.toFile().list()).containsExactlyInAnyOrder(whole.toFile().list());
    assertThat(run.resolve("checkpoints").toFile().list())
        .containsExactlyInAnyOrder(whole.resolve("checkpoints").toFile().list());
  }

  @Test
  void resume_crashedTwice_leavesTheFilesOfAnUninterruptedRun() throws IOException {
    Path whole = whole();
    Path run = crashed("crashed", 5);
    TrainingListener again =
        new TrainingListener() {
          @Override
          public void onProgress(long taken) {
            if (taken == 8) {
              throw new BrokenOffRuns.Crash();
            }
          }
        };
    assertThatThrownBy(
            () ->
                Training.resume(
                    run,
                    List.of(),
                    Optional.empty(),
                    TrainingSettings.defaults().withListener(again)))
        .isInstanceOf(BrokenOffRuns.Crash.class);
    assertThat(CommandRun.of("resume", run.toString()).status()).isZero();
    assertSame(run, whole);
  }

  @Test
  void train_keepsTheLatestCheckpointsAndTheBest() {
    Path run = whole();
    assertThat(run.resolve("checkpoints").toFile().list())
        .contains("step-000006.checkpoint", "step-000009.checkpoint")
        .doesNotContain("step-000003.checkpoint")
        .filteredOn(name -> name.startsWith("best-"))
        .hasSize(1)
        .containsAnyOf("best-000004.checkpoint", "best-000008.checkpoint");
  }

  @Test
  void resume_finishedRun_saysSo() {
    Path run = whole("steps=4");
    CommandRun resumed = CommandRun.of("resume", run.toString());
    assertThat(resumed.status()).isEqualTo(ExitStatus.USAGE.code());
    assertThat(resumed.err())
        .isEqualTo(
            "doppel: the run in '"
                + run
                + "' has come to its end: completed 4 steps; there is nothing to resume\n");
  }

  @Test
  void resume_latestIsDamaged_namesTheIntactOneAndGoesOnFromIt() throws IOException {
    Path whole = whole();
    Path run = crashed("crashed", 8);
    Path latest = run.resolve("checkpoints/step-000006.checkpoint");
    Path before = run.resolve("checkpoints/best-000004.checkpoint");
    byte[] bytes = Files.readAllBytes(latest);
    bytes[bytes.length / 2] ^= 1;
    Files.write(latest, bytes);
    CommandRun refused = CommandRun.of("resume", run.toString());

    assertThat(refused.status()).isEqualTo(ExitStatus.DATA.code());
    String command = "doppel resume " + run + " --from " + before;
    assertThat(refused.err())
        .contains("cannot go on from " + latest + ": it is damaged or was cut off")
        .contains("; this run's latest intact checkpoint: " + command);
    CommandRun resumed = CommandRun.of("resume", run.toString(), "--from", before.toString());
    assertThat(resumed.status()).as(resumed.err()).isZero();
    assertSame(run, whole);
  }

  @Test
  @SuppressWarnings("try") // the lock is there for its end alone
  void resume_whileAnotherTrains_isRefused() throws IOException {
    Path run = crashed("crashed", 4);
    try (RunLock lock = RunLock.take(run)) {
      CommandRun refused = CommandRun.of("resume", run.toString());
      assertThat(refused.status()).isEqualTo(ExitStatus.USAGE.code());
      assertThat(refused.err()).contains("another process is training in '" + run + "'");
      assertThat(CommandRun.of("inspect", run.toString()).out()).startsWith("running\n");
    }
  }

  @Test
  void resume_noRun_isRefused() {
    CommandRun refused = CommandRun.of("resume", folder.toString());
    assertThat(refused.status()).isEqualTo(ExitStatus.USAGE.code());
    assertThat(refused.err()).contains("is not the folder of a run", "(RUN)");
  }

  @Test
  void checkpointEvery0_writesNone() {
    Path run = whole("checkpoint.every=0");
    assertThat(run.resolve("checkpoints")).doesNotExist();
  }

  @Test
  void inspect_crashedFinishedAndCheckpoint_sayWhatTheyAre() throws IOException {
    Path run = crashed("crashed", 8);
    Path damaged = run.resolve("checkpoints/step-000003.checkpoint");
    Files.write(damaged, new byte[] {1});
    CommandRun inspected = CommandRun.of("inspect", run.toString());
    assertThat(inspected.status()).as(inspected.err()).isZero();
    assertThat(inspected.out())
        .startsWith("unfinished: it was cut off; to go on: doppel resume " + run + "\n")
        .contains(
            "method: byol\n",
            "backend djl, backbone small-cnn, 11 steps of 16 images, seed 0\n",
            "loss byol: plugin byol ",
            "metrics of 8 steps, the last:\n",
            "  learning-rate ",
            "kNN accuracy after step 4: ",
            "verdicts:\n  feature-std at step ",
            "step-000006.checkpoint, ",
            ": intact\n",
            "step-000003.checkpoint, 0.0 MiB: cannot go on from " + damaged);
    CommandRun checkpoint =
        CommandRun.of("inspect", run.resolve("checkpoints/step-000006.checkpoint").toString());
    assertThat(checkpoint.out()).startsWith("a checkpoint after step 6 of 11, ");
    CommandRun refused = CommandRun.of("inspect", damaged.toString());
    assertThat(refused.status()).isEqualTo(ExitStatus.DATA.code());

    assertThat(CommandRun.of("resume", run.toString()).status()).isZero();
    assertThat(CommandRun.of("inspect", run.toString()).out())
        .startsWith("completed 11 steps\n")
        .contains("kNN accuracy: random encoder ", "metrics of 11 steps");
  }
}
