package dev.doppel.cli.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.cli.file.CheckpointFolder;
import dev.doppel.cli.file.Storage;
import dev.doppel.runtime.checkpoint.Checkpoint;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BestAccuracyTest {

  private static final Checkpoint SOME = new Checkpoint.Builder().text("a", "b").build();
  private static final int STEPS_GONE_BACK_TO = 6;

  @TempDir Path folder;

  @Test
  void kept_bestIsBeforeTheRollback_isItsAccuracy() {
    CheckpointFolder checkpoints = new CheckpointFolder(folder);
    checkpoints.writeBest(4, SOME, new Storage());
    checkpoints.writeLast(STEPS_GONE_BACK_TO, SOME, 2, new Storage());

    assertThat(BestAccuracy.kept(checkpoints, Map.of(0L, 0.9, 2L, 0.5, 4L, 0.8))).hasValue(0.8);
  }

  /** The better one of the steps gone back over had taken its place. */
  @Test
  void kept_bestWasAfterTheRollback_isNoneWhateverWasMeasuredBefore() {
    CheckpointFolder checkpoints = new CheckpointFolder(folder);
    checkpoints.writeBest(4, SOME, new Storage());
    checkpoints.writeBest(8, SOME, new Storage());
    checkpoints.writeLast(STEPS_GONE_BACK_TO, SOME, 2, new Storage());

    assertThat(BestAccuracy.kept(checkpoints, Map.of(0L, 0.9, 2L, 0.5, 4L, 0.8))).isEmpty();
  }
}
