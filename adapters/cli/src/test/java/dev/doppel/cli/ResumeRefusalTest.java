package dev.doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints and settings that no run goes on with. */
final class ResumeRefusalTest {

  @TempDir Path folder;

  private Path crashed(String name, int steps, String... more) {
    return new BrokenOffRuns(folder).crashed(name, steps, more);
  }

  @Test
  void resume_noneIsIntact_saysHowToBeginAnew() throws IOException {
    Path run = crashed("crashed", 4);
    Path only = run.resolve("checkpoints/step-000003.checkpoint");
    Files.write(only, new byte[] {1, 2, 3});
    CommandRun refused = CommandRun.of("resume", run.toString());
    assertThat(refused.status()).isEqualTo(ExitStatus.DATA.code());
    assertThat(refused.err())
        .contains(only + ": it is not a checkpoint of Doppel's")
        .contains("begin anew: doppel train --config " + run.resolve("recipe.properties"));
  }

  @Test
  void resume_otherRunsOrLaterCheckpoint_isRefusedByName() throws IOException {
    Path run = crashed("crashed", 5);
    Path other = crashed("other", 5, "seed=9");
    Path foreign = other.resolve("checkpoints/step-000003.checkpoint");
    assertRefused(
        CommandRun.of("resume", run.toString(), "--from", foreign.toString()),
        foreign
            + ": it is of another run (seed is '9' there and '0' here); use the settings it was made"
            + " with; this run's latest intact checkpoint: doppel resume "
            + run
            + " --from "
            + run.resolve("checkpoints/best-000004.checkpoint"));
    assertRefused(
        CommandRun.of("resume", run.toString(), "target-update.momentum=0.5"),
        "target-update.momentum is");
    assertRefused(
        CommandRun.of("resume", run.toString(), "data.count=60"),
        "data.count is '54' there and '60' here); use the settings it was made with\n");
    Path later = run.resolve("checkpoints/step-000003.checkpoint");
    byte[] bytes = Files.readAllBytes(later);
    ByteBuffer.wrap(bytes).putInt("doppel-checkpoint\n".length(), 2);
    Files.write(later, bytes);
    assertRefused(
        CommandRun.of("resume", run.toString()),
        later + ": its format has version 2, and this Doppel reads version 1");
    // Nothing was changed on the way.
    assertThat(run.resolve("metrics.csv")).exists();
  }

  @Test
  void resume_damagedFileGiven_namesTheRunsLatest() throws IOException {
    Path run = crashed("crashed", 8);
    Path damaged = Files.writeString(folder.resolve("some.checkpoint"), "something else");
    assertRefused(
        CommandRun.of("resume", run.toString(), "--from", damaged.toString()),
        damaged
            + ": it is not a checkpoint of Doppel's; this run's latest intact checkpoint: doppel"
            + " resume "
            + run
            + " --from "
            + run.resolve("checkpoints/step-000006.checkpoint"));
  }

  @Test
  void resume_otherImages_isRefusedByKey() {
    Path run = crashed("crashed", 5);
    for (String setting : List.of("data.seed=1", "data.held-out=4", "data.labels=none")) {
      String key = setting.substring(0, setting.indexOf('='));
      assertRefused(
          CommandRun.of("resume", run.toString(), setting),
          run.resolve("checkpoints/step-000003.checkpoint")
              + ": it is of another run ("
              + key
              + " is '");
    }
    assertThat(CommandRun.of("resume", run.toString(), "data.strict=true").status()).isZero();
  }

  @Test
  void resume_folderOfImagesMovedOrReplaced_goesOnWithTheSameOnes() throws IOException {
    Path images = pictures(folder.resolve("images"), 48);
    Path run = crashed("crashed", 5, "data=" + images, "image-size=16");
    Path others = pictures(folder.resolve("others"), 48);
    Files.copy(
        others.resolve("01.png"), others.resolve("00.png"), StandardCopyOption.REPLACE_EXISTING);
    assertRefused(
        CommandRun.of("resume", run.toString(), "data=" + others),
        "with other images or labels; set data=PATH to where those of the run are now");
    Path moved = Files.move(images, folder.resolve("moved"));
    CommandRun resumed = CommandRun.of("resume", run.toString(), "data=" + moved);
    assertThat(resumed.status()).as(resumed.err()).isZero();
  }

  @Test
  void resume_noCheckpointYetAndOtherSettings_isRefused() {
    Path run = crashed("crashed", 2);
    CommandRun refused = CommandRun.of("resume", run.toString(), "seed=9");
    assertThat(refused.status()).isEqualTo(ExitStatus.USAGE.code());
    assertThat(refused.err())
        .isEqualTo(
            "doppel: cannot go on with '"
                + run
                + "': it was begun with other settings (seed is '0' there and '9' here); leave them"
                + " as they were, or train anew\n");
    assertThat(CommandRun.of("resume", run.toString(), "checkpoint.keep=1").status()).isZero();
  }

  private static void assertRefused(CommandRun run, String words) {
    assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.DATA.code());
    assertThat(run.err()).contains(words);
  }

  @Test
  void resume_metricsLost_isRefused() throws IOException {
    Path run = crashed("crashed", 8);
    Files.writeString(run.resolve("metrics.csv"), "step,loss\n");
    assertRefused(CommandRun.of("resume", run.toString()), "lacks the columns step, loss");
  }

  /** Images of two sizes, in turn. */
  private static Path pictures(Path images, int count) throws IOException {
    Files.createDirectory(images);
    for (int i = 0; i < count; i++) {
      Pictures.write(images.resolve("%02d.png".formatted(i)), 16, 16 + i % 2);
    }
    return images;
  }
}
