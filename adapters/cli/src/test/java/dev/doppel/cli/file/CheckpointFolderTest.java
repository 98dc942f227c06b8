package dev.doppel.cli.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.cli.failure.StorageException;
import dev.doppel.cli.failure.UnusableCheckpointException;
import dev.doppel.runtime.checkpoint.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckpointFolderTest {

  private static final Checkpoint SOME = new Checkpoint.Builder().text("a", "b").build();

  @TempDir Path folder;
  private final Storage storage = new Storage();

  @Test
  void write_moreThanAreKept_removesTheOldestAndNotTheBest() {
    CheckpointFolder checkpoints = new CheckpointFolder(folder.resolve("checkpoints"));
    assertThat(checkpoints.regular()).isEmpty();
    for (long steps = 100; steps <= 1_200_000; steps *= 10) {
      checkpoints.write(steps, SOME, 2, storage);
      checkpoints.writeBest(steps, SOME, storage);
    }
    assertThat(checkpoints.path().toFile().list())
        .containsExactlyInAnyOrder(
            "step-100000.checkpoint", "step-1000000.checkpoint", "best-1000000.checkpoint");
    assertThat(checkpoints.regular())
        .extracting(CheckpointFolder.Entry::steps)
        .containsExactly(1_000_000L, 100_000L);
    checkpoints.discardAfter(100_000);
    assertThat(checkpoints.path().toFile().list()).containsExactly("step-100000.checkpoint");
  }

  @Test
  void regular_otherNames_areNotLookedAt() throws IOException {
    Files.createFile(folder.resolve("step-1.checkpoint"));
    Files.createFile(folder.resolve(".step-000001.checkpoint.part"));
    Files.createFile(folder.resolve("step-000001.checkpoint.txt"));
    Files.createDirectory(folder.resolve("step-000002.checkpoint"));
    assertThat(new CheckpointFolder(folder).regular()).isEmpty();
  }

  @Test
  void write_fullDisk_leavesTheEarlierOnes() throws IOException {
    CheckpointFolder checkpoints = new CheckpointFolder(folder);
    checkpoints.write(1, SOME, 1, storage);
    assertThatThrownBy(() -> checkpoints.write(2, SOME, 1, FullDisk.storage(10)))
        .isInstanceOf(StorageException.class);
    assertThat(folder.toFile().list()).containsExactly("step-000001.checkpoint");
    assertThat(CheckpointFolder.read(folder.resolve("step-000001.checkpoint")).text("a"))
        .isEqualTo("b");
  }

  @Test
  void read_noCheckpoint_isRefusedByName() throws IOException {
    Path file = Files.writeString(folder.resolve("step-000001.checkpoint"), "something else");
    assertThatThrownBy(() -> CheckpointFolder.read(file))
        .isInstanceOf(UnusableCheckpointException.class)
        .hasMessageStartingWith("cannot go on from " + file + ": it is not a checkpoint");
    assertThatThrownBy(() -> CheckpointFolder.read(folder.resolve("absent")))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("absent");
  }
}
