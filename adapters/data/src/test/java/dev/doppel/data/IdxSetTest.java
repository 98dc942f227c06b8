package dev.doppel.data;

import static dev.doppel.data.TestFiles.first;
import static dev.doppel.data.TestFiles.gzip;
import static dev.doppel.data.TestFiles.idx;
import static dev.doppel.data.TestFiles.idxImages;
import static dev.doppel.data.TestFiles.idxLabels;
import static dev.doppel.data.TestFiles.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.doppel.runtime.data.ImageSource;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IdxSetTest {

  private static final String TRAIN = "train-images-idx3-ubyte";
  private static final String TRAIN_LABELS = "train-labels-idx1-ubyte";
  private static final String TEST = "t10k-images-idx3-ubyte";
  private static final String TEST_LABELS = "t10k-labels-idx1-ubyte";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"", ".gz"})
  void open_folder(String ending) throws Exception {
    put(TRAIN + ending, idxImages(3, 2, 2), ending);
    put(TRAIN_LABELS + ending, idxLabels(0, 2, 1), ending);
    put(TEST + ending, idxImages(2, 2, 2), ending);
    put(TEST_LABELS + ending, idxLabels(3, 0), ending);

    DataSet set = open();

    ImageSource train = set.train();
    assertThat(train.size()).isEqualTo(3);
    assertThat(train.channels()).isEqualTo(1);
    assertThat(train.uniformSize()).isEqualTo(2);
    assertThat(train.image(1).pixels()).containsExactly(4 / 255f, 5 / 255f, 6 / 255f, 7 / 255f);
    assertThat(train.label(1)).isEqualTo(2);
    ImageSource test = set.test().orElseThrow();
    assertThat(test.size()).isEqualTo(2);
    assertThat(test.label(0)).isEqualTo(3);
    // Class 3 is in the test part alone; both must count it, or a vote has no place for it.
    assertThat(train.classes()).isEqualTo(4);
    assertThat(test.classes()).isEqualTo(4);
    assertThat(set.description())
        .isEqualTo(
            "3 gray images of 2x2 in 4 classes and 2 to test on (IDX) in %s".formatted(folder));
    assertThat(train.description())
        .isEqualTo(
            "3 gray images of 2x2 in 4 classes (IDX) in %s"
                .formatted(folder.resolve(TRAIN + ending)));
  }

  @Test
  void open_unpackedBesidePacked_unpackedCounts() {
    put(TRAIN, idxImages(2, 2, 2), "");
    put(TRAIN + ".gz", idxImages(3, 2, 2), ".gz");

    assertThat(open().train().size()).isEqualTo(2);
  }

  @Test
  void open_packedImagesWithUnpackedLabels() {
    put(TRAIN + ".gz", idxImages(2, 2, 2), ".gz");
    put(TRAIN_LABELS, idxLabels(1, 0), "");

    assertThat(open().train().label(0)).isEqualTo(1);
  }

  @Test
  void open_dotBeforeIdx() {
    put("train-images.idx3-ubyte", idxImages(2, 2, 2), "");
    put("train-labels.idx1-ubyte", idxLabels(1, 0), "");

    assertThat(open().train().label(0)).isEqualTo(1);
  }

  @Test
  void open_withoutLabelFile() {
    put(TRAIN, idxImages(2, 2, 3), "");

    ImageSource train = open().train();

    assertThat(train.classes()).isZero();
    assertThat(train.label(0)).isEqualTo(ImageSource.NO_LABEL);
    assertThat(train.uniformSize()).isZero();
    assertThat(train.description())
        .isEqualTo(
            "2 gray images of 2x3 without labels (IDX) in %s".formatted(folder.resolve(TRAIN)));
  }

  @Test
  void open_labelsNotWanted() {
    put(TRAIN, idxImages(2, 2, 2), "");
    // Labels that nobody asks for may be broken.
    put(TRAIN_LABELS, idxLabels(1), "");

    assertThat(open(new DataOptions(0, false, 32, 10, 0, 0)).train().classes()).isZero();
  }

  @Test
  void open_threeChannels() throws Exception {
    put(TRAIN, idxImages(1, 1, 2), "");

    ImageSource train = open(new DataOptions(3, true, 32, 10, 0, 0)).train();

    assertThat(train.channels()).isEqualTo(3);
    assertThat(train.image(0).pixels()).containsExactly(0, 1 / 255f, 0, 1 / 255f, 0, 1 / 255f);
    assertThat(train.description()).endsWith(", gray in three channels");
  }

  @Test
  void open_file_withLabelsAndTestBeside() {
    put("emnist-digits-train-images-idx3-ubyte", idxImages(2, 2, 2), "");
    put("emnist-digits-train-labels-idx1-ubyte", idxLabels(1, 0), "");
    put("emnist-digits-test-images-idx3-ubyte", idxImages(1, 2, 2), "");

    DataSet set = openPath(folder.resolve("emnist-digits-train-images-idx3-ubyte"));

    assertThat(set.train().label(0)).isEqualTo(1);
    assertThat(set.test().orElseThrow().size()).isEqualTo(1);
  }

  @Test
  void open_fileToTestOn_isAllThereIs() {
    put(TRAIN, idxImages(2, 2, 2), "");
    put(TEST, idxImages(1, 2, 2), "");

    DataSet set = openPath(folder.resolve(TEST));

    assertThat(set.train().size()).isEqualTo(1);
    assertThat(set.test()).isEmpty();
  }

  @Test
  void open_truncatedFile() {
    put(TRAIN, first(idxImages(3, 2, 2), 20), "");

    assertFails("'%s' is truncated: expected 12 bytes for 3 images of 2x2, found 4");
  }

  @Test
  void open_fileWithPartOfItsHeader() {
    put(TRAIN, first(idxImages(3, 2, 2), 10), "");

    assertFails("'%s' is truncated: expected 4 bytes for dimension 2 of an IDX file, found 2");
  }

  @Test
  void open_emptyFile() {
    put(TRAIN, new byte[0], "");

    assertFails("'%s' is truncated: expected 4 bytes for the first number of an IDX file, found 0");
  }

  @Test
  void open_fileThatIsTooLong() {
    put(TRAIN, first(idxImages(3, 2, 2), 29), "");

    assertFails("'%s' is too long: expected 28 bytes by its header, found more");
  }

  @Test
  void open_truncatedGzip_inTheData() {
    byte[] packed = gzip(idxImages(100, 28, 28));
    put(TRAIN, first(packed, packed.length / 2), "");

    assertThatExceptionOfType(DataException.class)
        .isThrownBy(this::open)
        .withMessageMatching(
            "'.*%s' is truncated: expected 78,400 bytes for 100 images of 28x28, found [\\d,]+"
                .formatted(TRAIN))
        .withCauseInstanceOf(java.io.EOFException.class);
  }

  @Test
  void open_truncatedGzip_inTheHeader() {
    put(TRAIN, first(gzip(idxImages(1, 2, 2)), 5), "");

    assertFails("'%s' is truncated: it ends within its gzip header");
  }

  @Test
  void open_truncatedGzip_inTheChecksum() {
    byte[] packed = gzip(idxImages(1, 2, 2));
    put(TRAIN, first(packed, packed.length - 3), "");

    assertFails("'%s' is truncated: all 20 bytes are there, but gzip's checksum after them is not");
  }

  @Test
  void open_gzipOfTruncatedFile() {
    put(TRAIN, gzip(first(idxImages(3, 2, 2), 20)), "");

    assertFails("'%s' is truncated: expected 12 bytes for 3 images of 2x2, found 4");
  }

  @Test
  void open_gzipWithWrongChecksum() {
    byte[] packed = gzip(idxImages(1, 2, 2));
    packed[packed.length - 8] ^= 1;
    put(TRAIN, packed, "");

    assertFails("'%s' is broken after 20 unpacked bytes: gzip reports 'Corrupt GZIP trailer'");
  }

  @Test
  void open_labelsInPlaceOfImages() {
    put(TRAIN, idxLabels(1, 2), "");

    assertFails(
        "'%s' is not an IDX file of images: it begins with 0x00000801 (labels),"
            + " expected 0x00000803");
  }

  @Test
  void open_somethingElse() {
    put(TRAIN, new byte[] {'<', '!', 'D', 'O', 'C'}, "");

    assertFails(
        "'%s' is not an IDX file of images: it begins with 0x3C21444F, expected 0x00000803");
  }

  @Test
  void open_absurdSize_takesNoMemory() {
    put(TRAIN, idx(0x803, new byte[100], 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF), "");

    assertFails(
        "'%s' is truncated: expected 79,228,162,458,924,105,385,300,197,375 bytes for"
            + " 4,294,967,295 images of 4294967295x4294967295, found 100");
  }

  @Test
  void open_absurdSizeInGzip_takesNoMemory() {
    byte[] packed = gzip(idx(0x803, new byte[100], 1_000_000_000, 28, 28));
    put(TRAIN, packed, "");

    assertFails(
        "'%%s' is truncated: expected 784,000,000,000 bytes for 1,000,000,000 images of 28x28,"
            .concat(" found %d compressed ones, which cannot hold that")
            .formatted(packed.length));
  }

  @Test
  void open_noImages() {
    put(TRAIN, idx(0x803, new byte[0], 0, 28, 28), "");

    assertFails("'%s' holds nothing: it announces 0 images of 28x28");
  }

  @Test
  void open_fewerLabelsThanImages() {
    put(TRAIN, idxImages(3, 2, 2), "");
    put(TRAIN_LABELS, idxLabels(1, 2), "");

    assertFails(
        "'%%s' holds 3 images, but '%s' holds 2 labels".formatted(folder.resolve(TRAIN_LABELS)));
  }

  @Test
  void open_testPartAlone() {
    put(TEST, idxImages(3, 2, 2), "");

    assertThatExceptionOfType(DataException.class)
        .isThrownBy(this::open)
        .withMessage(
            "folder '%s' holds images to test on ('%s') but none to train on ('%s')",
            folder, TEST, TRAIN);
  }

  @Test
  void open_severalSets() {
    put("emnist-digits-train-images-idx3-ubyte.gz", idxImages(3, 2, 2), ".gz");
    put("emnist-letters-train-images-idx3-ubyte.gz", idxImages(3, 2, 2), ".gz");

    assertThatExceptionOfType(DataException.class)
        .isThrownBy(this::open)
        .withMessage(
            "folder '%s' holds more than one set: 'emnist-digits-train-images-idx3-ubyte.gz',"
                + " 'emnist-letters-train-images-idx3-ubyte.gz'; name one of these files instead",
            folder);
  }

  private void assertFails(String pattern) {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(this::open)
        .withMessage(pattern.formatted(folder.resolve(TRAIN)));
  }

  private void put(String name, byte[] bytes, String ending) {
    write(folder.resolve(name), ending.isEmpty() ? bytes : gzip(bytes));
  }

  private DataSet open() {
    return openPath(folder);
  }

  private DataSet open(DataOptions options) {
    return ImageSources.open(folder.toString(), options);
  }

  private static DataSet openPath(Path path) {
    return ImageSources.open(path.toString(), DataOptions.defaults());
  }
}
