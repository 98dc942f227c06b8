package dev.doppel.data;

import static dev.doppel.data.TestFiles.cifar;
import static dev.doppel.data.TestFiles.first;
import static dev.doppel.data.TestFiles.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.doppel.runtime.data.ImageSource;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CifarFormatTest {

  private static final int PLANE = 32 * 32;

  @TempDir private Path folder;

  @Test
  void open_tenClasses_batchesInTheOrderOfTheirNumbers() throws Exception {
    put("data_batch_10.bin", cifar(new int[] {5}));
    put("data_batch_2.bin", cifar(new int[] {3}, new int[] {9}));
    put("test_batch.bin", cifar(new int[] {7}));
    put("batches.meta.txt", new byte[] {'a'});

    DataSet set = open();

    ImageSource train = set.train();
    assertThat(train.size()).isEqualTo(3);
    assertThat(train.channels()).isEqualTo(3);
    assertThat(train.uniformSize()).isEqualTo(32);
    assertThat(train.classes()).isEqualTo(10);
    assertThat(train.label(0)).isEqualTo(3);
    assertThat(train.label(1)).isEqualTo(9);
    assertThat(train.label(2)).isEqualTo(5);
    assertThat(train.image(2).pixels()[0]).isEqualTo(0);
    float[] second = train.image(1).pixels();
    assertThat(second[0]).isEqualTo(3 / 255f);
    assertThat(second[PLANE - 1]).isEqualTo(3 / 255f);
    assertThat(second[PLANE]).isEqualTo(4 / 255f);
    assertThat(second[3 * PLANE - 1]).isEqualTo(5 / 255f);
    assertThat(set.test().orElseThrow().label(0)).isEqualTo(7);
    assertThat(set.description())
        .isEqualTo(
            "3 colour images of 32x32 in 10 classes and 1 to test on (CIFAR-10) in %s"
                .formatted(folder));
  }

  @Test
  void open_hundredClasses_fineLabelsCount() throws Exception {
    put("train.bin", cifar(new int[] {19, 98}, new int[] {0, 99}));
    put("test.bin", cifar(new int[] {1, 2}));

    DataSet set = open();

    assertThat(set.train().classes()).isEqualTo(100);
    assertThat(set.train().label(1)).isEqualTo(99);
    assertThat(set.train().image(1).pixels()[2 * PLANE]).isEqualTo(5 / 255f);
    assertThat(set.test().orElseThrow().label(0)).isEqualTo(2);
  }

  @Test
  void open_oneFile() {
    put("data_batch_1.bin", cifar(new int[] {1}));
    put("test_batch.bin", cifar(new int[] {1}, new int[] {2}));

    DataSet set = openPath(folder.resolve("test_batch.bin"));

    assertThat(set.train().size()).isEqualTo(2);
    assertThat(set.test()).isEmpty();
  }

  @Test
  void open_gray() throws Exception {
    put("data_batch_1.bin", cifar(new int[] {1}));

    ImageSource train =
        ImageSources.open(folder.toString(), new DataOptions(1, true, 32, 10, 0, 0)).train();

    assertThat(train.channels()).isEqualTo(1);
    // The sum rounds; a unit in the last place of numbers below 0.01 is 1e-9.
    assertThat(train.image(0).pixels()[7])
        .isCloseTo((0.587f * 1 + 0.114f * 2) / 255, within(2e-9f));
    assertThat(train.description())
        .isEqualTo(
            "1 colour image of 32x32 in 10 classes (CIFAR-10) in %s, made gray".formatted(folder));
  }

  @Test
  void open_labelsNotWanted() {
    put("data_batch_1.bin", cifar(new int[] {200}));

    ImageSource train =
        ImageSources.open(folder.toString(), new DataOptions(0, false, 32, 10, 0, 0)).train();

    assertThat(train.classes()).isZero();
    assertThat(train.label(0)).isEqualTo(ImageSource.NO_LABEL);
  }

  @Test
  void open_truncated() {
    Path file = put("data_batch_1.bin", first(cifar(new int[] {1}, new int[] {2}), 6000));

    assertThatExceptionOfType(DataException.class)
        .isThrownBy(this::open)
        .withMessage(
            "'%s' is truncated or not CIFAR-10: its length is 6,000 bytes,"
                + " expected a multiple of 3,073 (a label and 32x32 pixels in 3 colours)",
            file);
  }

  @Test
  void open_emptyFile() {
    Path file = put("train.bin", new byte[0]);

    assertThatExceptionOfType(DataException.class)
        .isThrownBy(this::open)
        .withMessage(
            "'%s' is truncated or not CIFAR-100: its length is 0 bytes,"
                + " expected a multiple of 3,074 (two labels and 32x32 pixels in 3 colours)",
            file);
  }

  @Test
  void open_impossibleLabel() {
    Path file = put("data_batch_1.bin", cifar(new int[] {1}, new int[] {10}));

    assertThatExceptionOfType(DataException.class)
        .isThrownBy(this::open)
        .withMessage("'%s' is broken or not CIFAR-10: image 1 has label 10, expected 0 to 9", file);
  }

  @Test
  void image_indexOutside() {
    put("data_batch_1.bin", cifar(new int[] {1}));
    ImageSource train = open().train();

    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> train.image(1));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> train.label(-1));
  }

  private Path put(String name, byte[] bytes) {
    return write(folder.resolve(name), bytes);
  }

  private DataSet open() {
    return openPath(folder);
  }

  private static DataSet openPath(Path path) {
    return ImageSources.open(path.toString(), DataOptions.defaults());
  }
}
