package dev.doppel.cli.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.cli.failure.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckpointInspectionTest {

  @TempDir Path folder;

  /** A run that trains meanwhile removes its oldest. */
  @Test
  void of_removedSinceItWasListed_isLeftOut() throws IOException {
    Path damaged = Files.write(folder.resolve("step-000002.checkpoint"), new byte[] {1});
    Path removed = folder.resolve("step-000001.checkpoint");
    CheckpointInspection inspected = CheckpointInspection.of(List.of(damaged, removed));

    assertThat(inspected.latest()).isEmpty();
    assertThat(inspected.lines())
        .singleElement()
        .asString()
        .startsWith("step-000002.checkpoint, 0.0 MiB: cannot go on from " + damaged);
  }

  @Test
  void of_thereButNotToBeRead_saysSo() throws IOException {
    Path folderOfThatName = Files.createDirectory(folder.resolve("step-000001.checkpoint"));
    assertThatThrownBy(() -> CheckpointInspection.of(List.of(folderOfThatName)))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("step-000001.checkpoint");
  }
}
