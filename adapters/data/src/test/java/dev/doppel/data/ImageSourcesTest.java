package dev.doppel.data;

import static dev.doppel.data.TestFiles.idxImages;
import static dev.doppel.data.TestFiles.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImageSourcesTest {

  private static final String RECOGNISED =
      "\n"
          + "  recognised are: the word 'shapes' for a drawn set; the word 'auto' for Fashion-MNIST"
          + " where Debian's\n"
          + "  package dataset-fashion-mnist is installed, and 'shapes' where not;\n"
          + "  IDX files (train-images-idx3-ubyte, t10k-..., labels beside them, each .gz or"
          + " not);\n"
          + "  CIFAR-10 and CIFAR-100, binary version (data_batch_1.bin, ...; train.bin);\n"
          + "  a folder of PNG or JPEG files, with a sub-folder for each class or without";

  @TempDir private Path folder;

  @Test
  void open_shapes_needsNoFile() {
    assertThat(open("shapes").train().classes()).isEqualTo(10);
  }

  @Test
  void open_missingPath_nearestSibling() throws IOException {
    Files.createDirectory(folder.resolve("fashion-mnist"));

    assertFails(
        folder + "/fashion-mnits",
        "data path '%1$s/fashion-mnits' does not exist; did you mean '%1$s/fashion-mnist'?"
            .formatted(folder));
  }

  @Test
  void open_missingPath_nothingNear() {
    assertFails(
        folder + "/cifar",
        "data path '%s/cifar' does not exist; expected a file, a folder or the word 'shapes'"
            .formatted(folder));
  }

  @Test
  void open_missingPath_saysHowFarItLeads() throws IOException {
    Files.createDirectory(folder.resolve("images"));

    assertFails(
        folder + "/image/birds/red",
        ("data path '%1$s/image/birds/red' does not exist: '%1$s' does, 'image' does not;"
                + " did you mean '%1$s/images'?")
            .formatted(folder));
  }

  @Test
  void open_misspeltShapes() {
    assertFails("shape", "data path 'shape' does not exist; did you mean 'shapes'?");
  }

  @Test
  void open_blank() {
    assertFails(" ", "no data are named: expected a path or 'shapes'" + RECOGNISED);
  }

  @Test
  void open_notAPath() {
    assertFails("a\0b", "data path 'a\0b' is not a path: Nul character not allowed");
  }

  @Test
  void open_emptyFolder() {
    assertFails(folder.toString(), "folder '%s' is empty".formatted(folder) + RECOGNISED);
  }

  @Test
  void open_folderOfOtherThings() {
    write(folder.resolve("a.webp"), new byte[1]);
    write(folder.resolve("b/c.TXT"), new byte[1]);
    write(folder.resolve("b/d.txt"), new byte[1]);
    write(folder.resolve("LICENSE"), new byte[1]);

    assertFails(
        folder.toString(),
        ("folder '%s' holds no images in a known form; files found, by ending: 2 .txt, 1 .webp,"
                    + " 1 no ending")
                .formatted(folder)
            + RECOGNISED);
  }

  @Test
  void open_foldersOfNothing() throws IOException {
    Files.createDirectory(folder.resolve("cat"));

    assertFails(
        folder.toString(),
        "folder '%s' holds no images in a known form; files found, by ending: none"
                .formatted(folder)
            + RECOGNISED);
  }

  @Test
  void open_folderAboveASet() {
    write(folder.resolve("raw/train-images-idx3-ubyte"), idxImages(1, 2, 2));

    assertFails(
        folder.toString(),
        "folder '%1$s' is no set of images itself; did you mean '%1$s/raw'?".formatted(folder));
  }

  @Test
  void open_unknownFile() {
    Path file = write(folder.resolve("cifar-10-binary.tar.gz"), new byte[10]);

    assertFails(
        file.toString(),
        "file '%s' is named like no known kind of data".formatted(file) + RECOGNISED);
  }

  private static void assertFails(String location, String message) {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> open(location))
        .withMessage("%s", message);
  }

  private static DataSet open(String location) {
    return ImageSources.open(location, DataOptions.defaults());
  }
}
