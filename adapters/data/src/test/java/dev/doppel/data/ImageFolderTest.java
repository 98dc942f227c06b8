package dev.doppel.data;

import static dev.doppel.data.TestFiles.plain;
import static dev.doppel.data.TestFiles.png;
import static dev.doppel.data.TestFiles.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.doppel.runtime.data.ImageSource;
import dev.doppel.runtime.data.UnreadableImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImageFolderTest {

  private static final int RED = 0xFF0000;
  private static final int GREEN = 0x00FF00;
  private static final int BLUE = 0x0000FF;

  @TempDir private Path folder;

  @Test
  void open_classesBySubFolder() throws Exception {
    put("dog/a.png", GREEN);
    put("cat/b.PNG", RED);
    put("cat/deeper/c.png", BLUE);
    put("empty-class/readme.txt", RED);

    DataSet set = open();

    ImageSource train = set.train();
    assertThat(train.size()).isEqualTo(3);
    assertThat(train.classes()).isEqualTo(2);
    assertThat(train.channels()).isEqualTo(3);
    assertThat(train.uniformSize()).isZero();
    assertThat(train.label(0)).isEqualTo(0);
    assertThat(train.image(0).pixels()).containsExactly(1, 0, 0);
    assertThat(train.label(1)).isEqualTo(0);
    assertThat(train.image(1).pixels()).containsExactly(0, 0, 1);
    assertThat(train.label(2)).isEqualTo(1);
    assertThat(train.image(2).pixels()).containsExactly(0, 1, 0);
    assertThat(set.test()).isEmpty();
    assertThat(set.description()).isEqualTo("3 colour images in 2 classes in " + folder);
  }

  @Test
  void open_flat_noLabels() {
    put("b.png", RED);
    put("a.jpeg", RED);
    put("c.jpg", RED);
    put("notes.txt", RED);

    ImageSource train = open().train();

    assertThat(train.size()).isEqualTo(3);
    assertThat(train.classes()).isZero();
    assertThat(train.label(0)).isEqualTo(ImageSource.NO_LABEL);
    assertThat(train.description()).isEqualTo("3 colour images without labels in " + folder);
  }

  @Test
  void open_oneSubFolder_saysNothingAboutClasses() {
    put("images/a.png", RED);
    put("images/b.png", RED);

    assertThat(open().train().classes()).isZero();
  }

  @Test
  void open_hiddenFilesAndFolders_areLeftOut() {
    put("a.png", RED);
    put(".thumbnail.png", RED);
    put(".cache/b.png", RED);

    assertThat(open().train().size()).isEqualTo(1);
  }

  @Test
  void open_imagesBesideSubFolders() {
    put("cat/a.png", RED);
    put("stray.png", RED);

    assertThatExceptionOfType(DataException.class)
        .isThrownBy(this::open)
        .withMessage(
            "folder '%s' has images beside its sub-folders, such as 'stray.png', so that"
                + " sub-folders cannot be classes; move these, or set data.labels = none to use"
                + " all without labels",
            folder);
  }

  @Test
  void open_imagesBesideSubFolders_labelsNotWanted() {
    put("cat/a.png", RED);
    put("stray.png", RED);

    ImageSource train =
        ImageSources.open(folder.toString(), new DataOptions(0, false, 32, 10, 0, 0)).train();

    assertThat(train.size()).isEqualTo(2);
    assertThat(train.classes()).isZero();
  }

  @Test
  void name_isThePathBelowTheFolder_inPartsAndConvertedToo() {
    put("dog/a.png", GREEN);
    put("cat/b.PNG", RED);
    put("cat/deeper/c.png", BLUE);

    ImageSource images = open().train();
    assertThat(images.name(1)).isEqualTo("cat/deeper/c.png");
    assertThat(SubsetSource.of(images, 2, 1).name(0)).isEqualTo("dog/a.png");
    assertThat(new ConvertedSource(images, 1).name(0)).isEqualTo("cat/b.PNG");
    assertThat(ImageSources.open("shapes", DataOptions.defaults()).train().name(0)).isEmpty();
  }

  @Test
  void open_gray() throws Exception {
    put("a.png", GREEN);

    ImageSource train =
        ImageSources.open(folder.toString(), new DataOptions(1, true, 32, 10, 0, 0)).train();

    assertThat(train.channels()).isEqualTo(1);
    assertThat(train.image(0).pixels()).containsExactly(0.587f);
    assertThat(train.description()).isEqualTo("1 gray image without labels in " + folder);
  }

  @Test
  void open_trainAndTestFolders() throws Exception {
    put("train/cat/a.png", RED);
    put("train/dog/a.png", GREEN);
    put("test/dog/x.png", BLUE);

    DataSet set = open();

    assertThat(set.train().size()).isEqualTo(2);
    ImageSource test = set.test().orElseThrow();
    assertThat(test.size()).isEqualTo(1);
    assertThat(test.classes()).isEqualTo(2);
    assertThat(test.label(0)).isEqualTo(1);
    assertThat(test.image(0).pixels()).containsExactly(0, 0, 1);
    assertThat(set.description())
        .isEqualTo(
            "2 colour images in 2 classes in %s; to test on, 1 colour image in 2 classes in %s"
                .formatted(folder.resolve("train"), folder.resolve("test")));
  }

  @Test
  void open_testFolderWithoutLabels_valIsTaken() {
    put("train/cat/a.png", RED);
    put("train/dog/a.png", GREEN);
    put("test/1.png", BLUE);
    put("val/cat/x.png", BLUE);

    ImageSource test = open().test().orElseThrow();

    assertThat(test.description()).endsWith(folder.resolve("val").toString());
  }

  @Test
  void open_testFolderWithoutLabelsAlone_noTestPart() {
    put("train/cat/a.png", RED);
    put("train/dog/a.png", GREEN);
    put("test/1.png", BLUE);

    assertThat(open().test()).isEmpty();
  }

  @Test
  void open_trainFolderWithoutLabels_testHasNoneEither() {
    put("train/a.png", RED);
    put("val/cat/a.png", GREEN);

    assertThat(open().test().orElseThrow().classes()).isZero();
  }

  @Test
  void open_testFolderWithUnknownClass() {
    put("train/cat/a.png", RED);
    put("train/dog/a.png", GREEN);
    Path unknown = put("val/cow/a.png", BLUE);

    assertThatExceptionOfType(DataException.class)
        .isThrownBy(this::open)
        .withMessage(
            "'%s' has the class 'cow', which the images to train on do not have;"
                + " theirs are 'cat', 'dog'",
            unknown);
  }

  @Test
  void open_trainFolderAlone() {
    put("train/cat/a.png", RED);
    put("train/dog/a.png", GREEN);

    assertThat(open().train().classes()).isEqualTo(2);
  }

  @Test
  void open_trainAmongOtherClasses_isAClass() {
    put("train/a.png", RED);
    put("plane/a.png", GREEN);

    DataSet set = open();

    assertThat(set.train().classes()).isEqualTo(2);
    assertThat(set.test()).isEmpty();
  }

  @Test
  void image_broken_isNamed_andOthersAreRead() throws Exception {
    put("a.png", RED);
    Path broken = write(folder.resolve("b.png"), new byte[] {1, 2, 3});

    ImageSource train = open().train();

    assertThat(train.size()).isEqualTo(2);
    assertThat(train.image(0).pixels()).hasSize(3);
    assertThatExceptionOfType(UnreadableImageException.class)
        .isThrownBy(() -> train.image(1))
        .withMessage("cannot read image '%s': it is neither PNG nor JPEG", broken);
  }

  @Test
  void image_removedSince_isNamed() throws IOException {
    Path file = put("a.png", RED);
    ImageSource train = open().train();
    Files.delete(file);

    assertThatExceptionOfType(UnreadableImageException.class)
        .isThrownBy(() -> train.image(0))
        .withMessage("cannot read image '%s': no such file", file);
  }

  @Test
  void open_linkBackToAFolderAbove() throws IOException {
    put("cat/a.png", RED);
    Path link = folder.resolve("cat").resolve("loop");
    Files.createSymbolicLink(link, folder);

    assertThatExceptionOfType(DataException.class)
        .isThrownBy(this::open)
        .withMessage("cannot read '%s': a link leads back to a folder above it", link);
  }

  private Path put(String name, int colour) {
    return write(folder.resolve(name), png(plain(1, 1, colour)));
  }

  private DataSet open() {
    return ImageSources.open(folder.toString(), DataOptions.defaults());
  }
}
