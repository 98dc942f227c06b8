package dev.doppel.cli.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.cli.failure.StorageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StorageTest {

  @TempDir Path folder;

  @Test
  void replace_newFile_holdsContentAndNothingElseIsLeft() throws IOException {
    Path file = folder.resolve("report.html");
    new Storage().replace(file, "content");

    assertThat(file).hasContent("content");
    assertThat(folder).isDirectoryContaining(file::equals);
    assertThat(folder.toFile().list()).containsExactly("report.html");
  }

  @Test
  void replace_diskFull_leavesNothing() {
    Path file = folder.resolve("report.html");

    assertThatThrownBy(() -> FullDisk.storage(10).replace(file, "0123456789abcdef"))
        .isInstanceOf(StorageException.class)
        .hasMessage(
            "cannot write '"
                + file
                + "': No space left on device; nothing was left under that name");
    assertThat(folder.toFile().list()).isEmpty();
  }

  @Test
  void replace_diskFull_keepsWhatWasThere() throws IOException {
    Path file = folder.resolve("report.html");
    Files.writeString(file, "old");

    assertThatThrownBy(() -> FullDisk.storage(10).replace(file, "0123456789abcdef"))
        .isInstanceOf(StorageException.class);
    assertThat(file).hasContent("old");
    assertThat(folder.toFile().list()).containsExactly("report.html");
  }

  @Test
  void replace_contentFails_leavesNothing() {
    Path file = folder.resolve("report.html");

    assertThatThrownBy(
            () ->
                new Storage()
                    .replace(
                        file,
                        out -> {
                          out.write('x');
                          throw new IllegalStateException("no content");
                        }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(folder.toFile().list()).isEmpty();
  }

  @Test
  void replace_noFolder_saysSo() {
    Path file = folder.resolve("absent").resolve("report.html");

    assertThatThrownBy(() -> new Storage().replace(file, "content"))
        .hasMessage(
            "cannot write '"
                + file
                + "': its folder does not exist; nothing was left under that name");
  }

  @Test
  void append_diskFull_cutsBackToWholeRows() throws IOException {
    Path file = folder.resolve("metrics.csv");
    Files.writeString(file, "step,loss\n");

    assertThatThrownBy(() -> FullDisk.storage(10).append(file, "0,1.0\n1,0.5\n2,0.25\n"))
        .hasMessage(
            "cannot add to '"
                + file
                + "': No space left on device; it ends after its last complete row");
    assertThat(Files.readString(file, StandardCharsets.UTF_8)).isEqualTo("step,loss\n");
  }
}
