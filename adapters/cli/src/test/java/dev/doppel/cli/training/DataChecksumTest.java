package dev.doppel.cli.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.data.DataOptions;
import dev.doppel.data.DataSet;
import dev.doppel.data.ImageSources;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DataChecksumTest {

  @Test
  void of_sameImagesOfAnotherDescription_isTheSame() {
    DataSet data = shapes(true, 0);
    DataSet moved = new DataSet(data.train(), data.test(), "the same in another folder");
    assertThat(DataChecksum.of(moved)).isEqualTo(DataChecksum.of(data)).hasSize(64);
  }

  @Test
  void of_otherImagesLabelsOrTestPart_isAnother() {
    DataSet data = shapes(true, 0);
    assertThat(DataChecksum.of(data))
        .isNotEqualTo(DataChecksum.of(shapes(true, 1)))
        .isNotEqualTo(DataChecksum.of(shapes(false, 0)))
        .isNotEqualTo(
            DataChecksum.of(new DataSet(data.train(), Optional.empty(), data.description())));
  }

  private static DataSet shapes(boolean labelled, long seed) {
    return ImageSources.open("shapes", new DataOptions(0, labelled, 8, 10, seed, 0));
  }
}
