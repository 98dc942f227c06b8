package dev.doppel.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.doppel.runtime.data.ImageSource;
import org.junit.jupiter.api.Test;

final class SubsetSourceTest {

  private final ImageSource source =
      ImageSources.open("shapes", new DataOptions(0, true, 8, 50, 0, 0)).train();

  @Test
  void range_takesNeighbours() throws Exception {
    SubsetSource part = SubsetSource.range(source, 40, 50);

    assertThat(part.size()).isEqualTo(10);
    assertThat(part.image(3).pixels()).isEqualTo(source.image(43).pixels());
    assertThat(part.label(3)).isEqualTo(source.label(43));
    assertThat(part.channels()).isEqualTo(3);
    assertThat(part.classes()).isEqualTo(10);
    assertThat(part.uniformSize()).isEqualTo(8);
    assertThat(part.description())
        .isEqualTo(
            "images 40 to 49 of 50 colour images of 8x8 in 10 classes, drawn (shapes, seed 0)");
  }

  @Test
  void of_takesTheOrderGiven_andCopiesIt() throws Exception {
    int[] indexes = {7, 3};
    SubsetSource part = SubsetSource.of(source, indexes);
    indexes[0] = 0;

    assertThat(part.label(0)).isEqualTo(7);
    assertThat(part.image(1).pixels()).isEqualTo(source.image(3).pixels());
    assertThat(part.description()).startsWith("2 of 50 colour images");
  }

  @Test
  void of_wrongIndexes() {
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> SubsetSource.of(source, 0, 50));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> SubsetSource.range(source, 10, 51));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SubsetSource.range(source, 10, 10))
        .withMessage("a part needs at least one image of 50");
  }
}
