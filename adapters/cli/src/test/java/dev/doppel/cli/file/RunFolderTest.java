package dev.doppel.cli.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.cli.failure.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunFolderTest {

  @TempDir Path folder;

  @Test
  void create_absentFolder_createsItWithItsParents() {
    Path path = folder.resolve("runs").resolve("first");

    assertThat(RunFolder.create(path).path()).isEqualTo(path).isEmptyDirectory();
  }

  @Test
  void create_emptyFolder_isFine() {
    assertThat(RunFolder.create(folder).path()).isEqualTo(folder);
  }

  @Test
  void create_folderInUse_isRefused() throws IOException {
    Files.writeString(folder.resolve("notes.txt"), "mine");

    assertThatThrownBy(() -> RunFolder.create(folder))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "output folder '"
                + folder
                + "' is not empty; name a new or an empty folder (--output)");
  }

  @Test
  void create_file_isRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("notes.txt"), "mine");

    assertThatThrownBy(() -> RunFolder.create(file))
        .isInstanceOf(UsageException.class)
        .hasMessage("output '" + file + "' is a file; name a new or an empty folder (--output)");
  }

  @Test
  void check_absentFolder_doesNotCreateIt() {
    Path path = folder.resolve("first");
    RunFolder.check(path);

    assertThat(path).doesNotExist();
  }

  @Test
  void open_notARun_isRefused() {
    assertThatThrownBy(() -> RunFolder.open(folder, "--run"))
        .hasMessage(
            "'" + folder + "' is not the folder of a run: it holds no 'recipe.properties' (--run)");
    assertThatThrownBy(() -> RunFolder.open(folder.resolve("absent"), "--run"))
        .hasMessage("run folder '" + folder.resolve("absent") + "' does not exist (--run)");
  }

  @Test
  void encoder_oneFile_isFound() throws IOException {
    Files.writeString(folder.resolve("recipe.properties"), "");
    Files.writeString(folder.resolve(".encoder-0000.params.part"), "");
    Path file = Files.writeString(folder.resolve("encoder-0000.params"), "");

    assertThat(RunFolder.open(folder, "--run").encoder()).isEqualTo(file);
  }

  @Test
  void encoder_unfinishedRun_saysSo() throws IOException {
    Files.writeString(folder.resolve("recipe.properties"), "");

    assertThatThrownBy(() -> RunFolder.open(folder, "--run").encoder())
        .hasMessage(
            "'"
                + folder
                + "' holds no encoder file; a finished run has one, named 'encoder*' (--run)");
  }
}
