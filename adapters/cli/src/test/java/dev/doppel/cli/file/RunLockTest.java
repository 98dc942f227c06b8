package dev.doppel.cli.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.cli.failure.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunLockTest {

  @TempDir Path folder;

  @Test
  @SuppressWarnings("try") // the lock is there for its end alone
  void take_twice_isRefusedUntilTheFirstIsOver() {
    assertThat(RunLock.isTaken(folder)).isFalse();
    try (RunLock lock = RunLock.take(folder)) {
      assertThat(RunLock.isTaken(folder)).isTrue();
      assertThatThrownBy(() -> RunLock.take(folder))
          .isInstanceOf(UsageException.class)
          .hasMessage(
              "another process is training in '%s'; wait until it ends, or interrupt it", folder);
    }
    assertThat(RunLock.isTaken(folder)).isFalse();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void take_fileLeftByAKilledProcess_isFree() throws IOException {
    Files.createFile(folder.resolve(".lock"));
    assertThat(RunLock.isTaken(folder)).isFalse();
    RunLock.take(folder).close();
    assertThat(folder).isEmptyDirectory();
  }
}
