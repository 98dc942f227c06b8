package dev.doppel.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.doppel.runtime.data.ImageSource;
import dev.doppel.runtime.data.UnreadableImageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The real set, as Debian packages it: what the readers make of a file that others wrote. */
final class FashionMnistTest {

  private static final Path FOLDER = Path.of("/usr/share/datasets/fashion-mnist");

  @Test
  void open_installed() throws UnreadableImageException {
    assumeTrue(
        Files.isDirectory(FOLDER),
        "Fashion-MNIST is not installed: 'apt-get install dataset-fashion-mnist' installs it");

    DataSet set = ImageSources.open(FOLDER.toString(), DataOptions.defaults());

    assertThat(set.description())
        .isEqualTo(
            "60,000 gray images of 28x28 in 10 classes and 10,000 to test on (IDX) in " + FOLDER);
    assertThat(labelCounts(set.train())).containsOnly(6000);
    assertThat(labelCounts(set.test().orElseThrow())).containsOnly(1000);
    // The mean grey over the training images, published widely to the fourth decimal.
    assertThat(meanPixel(set.train())).isCloseTo(0.2860, within(0.00005));
  }

  private static int[] labelCounts(ImageSource source) {
    int[] counts = new int[source.classes()];
    IntStream.range(0, source.size()).forEach(i -> counts[source.label(i)]++);
    return counts;
  }

  private static double meanPixel(ImageSource source) throws UnreadableImageException {
    double sum = 0;
    for (int i = 0; i < source.size(); i++) {
      for (float value : source.image(i).pixels()) {
        sum += value;
      }
    }
    return sum / (784.0 * source.size());
  }
}
