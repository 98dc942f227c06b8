package dev.doppel.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.doppel.runtime.data.ImageSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class DataSetTest {

  private final ImageSource source =
      ImageSources.open("shapes", new DataOptions(0, true, 8, 50, 0, 0)).train();
  private final DataSet whole = new DataSet(source, Optional.empty(), "50 images");

  @Test
  void heldOut_partsHaveEachImageOnce() throws Exception {
    DataSet split = whole.heldOut(0.3, 9);

    ImageSource test = split.test().orElseThrow();
    assertThat(test.size()).isEqualTo(15);
    assertThat(split.train().size()).isEqualTo(35);
    List<float[]> all = new ArrayList<>();
    for (ImageSource part : List.of(split.train(), test)) {
      for (int i = 0; i < part.size(); i++) {
        all.add(part.image(i).pixels());
      }
    }
    for (int i = 0; i < 50; i++) {
      assertThat(all).as("image %d", i).containsOnlyOnce(source.image(i).pixels());
    }
    assertThat(split.description()).isEqualTo("50 images; 15 of them set aside to test on");
  }

  @Test
  void heldOut_isAFunctionOfTheSeed() {
    assertThat(testLabels(whole.heldOut(0.3, 9))).isEqualTo(testLabels(whole.heldOut(0.3, 9)));
    assertThat(testLabels(whole.heldOut(0.3, 9))).isNotEqualTo(testLabels(whole.heldOut(0.3, 10)));
  }

  @Test
  void heldOut_smallAndLargeShares_leaveOneOnEachSide() {
    assertThat(whole.heldOut(1e-9, 0).test().orElseThrow().size()).isEqualTo(1);
    assertThat(whole.heldOut(0.999999, 0).train().size()).isEqualTo(1);
  }

  @Test
  void heldOut_testPartPresent_nothingChanges() {
    DataSet split = whole.heldOut(0.3, 9);

    assertThat(split.heldOut(0.5, 1)).isSameAs(split);
  }

  @Test
  void heldOut_wrongShare() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> whole.heldOut(Double.NaN, 0))
        .withMessage("the share to set aside must be in (0, 1), not NaN");
  }

  @Test
  void heldOut_oneImage() {
    DataSet one = new DataSet(SubsetSource.of(source, 0), Optional.empty(), "one");

    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> one.heldOut(0.5, 0))
        .withMessageStartingWith(
            "cannot set images aside to test on: there is but one, in 1 of 50 colour images");
  }

  @Test
  void withHeldOut_takesTheLast_inPlaceOfTheTestPart() throws Exception {
    DataSet own = new DataSet(source, Optional.of(SubsetSource.of(source, 0)), "50 images");

    DataSet split = own.withHeldOut(20);

    ImageSource test = split.test().orElseThrow();
    assertThat(test.size()).isEqualTo(20);
    assertThat(split.train().size()).isEqualTo(30);
    assertThat(split.train().image(29).pixels()).isEqualTo(source.image(29).pixels());
    assertThat(test.image(0).pixels()).isEqualTo(source.image(30).pixels());
    assertThat(test.image(19).pixels()).isEqualTo(source.image(49).pixels());
    assertThat(split.description()).isEqualTo("50 images; 20 training images held out to test on");
  }

  @Test
  void withHeldOut_lastLackAClass_takesEvenlySpacedOnes() throws Exception {
    int[] sorted = IntStream.range(0, 50).map(i -> i % 5 * 10 + i / 5).toArray();
    DataSet byClass = new DataSet(SubsetSource.of(source, sorted), Optional.empty(), "sorted");

    DataSet split = byClass.withHeldOut(20);

    assertThat(testLabels(split)).containsOnly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9).hasSize(20);
    ImageSource test = split.test().orElseThrow();
    List<float[]> all = new ArrayList<>();
    for (ImageSource part : List.of(split.train(), test)) {
      for (int i = 0; i < part.size(); i++) {
        all.add(part.image(i).pixels());
      }
    }
    for (int i = 0; i < 50; i++) {
      assertThat(all).as("image %d", i).containsOnlyOnce(source.image(i).pixels());
    }
  }

  @Test
  void withHeldOut_noneLeft() {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> whole.withHeldOut(50))
        .withMessage(
            "cannot hold 50 images out: there are 50 to train on, in 50 colour images of 8x8 in 10"
                + " classes, drawn (shapes, seed 0); allowed are 1 to 49");
  }

  private static List<Integer> testLabels(DataSet set) {
    List<Integer> labels = new ArrayList<>();
    ImageSource test = set.test().orElseThrow();
    for (int i = 0; i < test.size(); i++) {
      labels.add(test.label(i));
    }
    return labels;
  }
}
