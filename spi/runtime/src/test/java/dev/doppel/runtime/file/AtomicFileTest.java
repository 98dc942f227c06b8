package dev.doppel.runtime.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AtomicFileTest {

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void writeOld() throws IOException {
    file = Files.writeString(folder.resolve("encoder.zip"), "old");
  }

  @Test
  void write_fileOfThatName_isReplaced() throws IOException {
    assertThat(AtomicFile.write(file, scratch -> Files.writeString(scratch, "new")))
        .isEqualTo(file)
        .hasContent("new");
    assertThat(folder.toFile().list()).containsExactly("encoder.zip");
  }

  @Test
  void write_contentThatFails_leavesTheOldFileAlone() {
    AtomicFile.Content failing =
        scratch -> {
          Files.writeString(scratch, "ne");
          throw new IOException("the disk is full");
        };

    assertThatThrownBy(() -> AtomicFile.write(file, failing))
        .isInstanceOf(IOException.class)
        .hasMessage("the disk is full");

    assertThat(folder.toFile().list()).containsExactly("encoder.zip");
    assertThat(file).hasContent("old");
  }

  @Test
  void write_onPosix_isAsReadableAsAnyFile() throws IOException {
    assumeThat(folder.getFileSystem().supportedFileAttributeViews()).contains("posix");
    AtomicFile.write(file, scratch -> Files.writeString(scratch, "new"));

    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(Files.getPosixFilePermissions(Files.createFile(folder.resolve("other"))));
  }
}
