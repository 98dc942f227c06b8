package dev.doppel.cli.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.doppel.cli.result.Answers;
import dev.doppel.cli.result.Measurements;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class GainTest {

  @Test
  void of_seeds_isTheMeanOfTheirDifferences() {
    Gain gain = Gain.of(List.of(run("0011", "0111"), run("1000", "0111"))).orElseThrow();

    // One more of four, and two more of four; a few roundings.
    assertThat(gain.mean()).isCloseTo(3.0 / 8, within(1e-12));
  }

  /** Pairs are by image: with both seeds gaining on the same images, the interval is their own. */
  @Test
  void of_seedsThatGainOnTheSameImages_areNotTakenForMoreImages() {
    Gain one = Gain.of(List.of(run("00001111", "11001111"))).orElseThrow();
    Gain two =
        Gain.of(List.of(run("00001111", "11001111"), run("00001111", "11001111"))).orElseThrow();

    assertThat(two).isEqualTo(one);
  }

  @Test
  void of_runsThatWereNotMeasured_areLeftOut() {
    assertThat(Gain.of(List.of(Measurements.NONE))).isEmpty();
    assertThat(Gain.of(List.of(Measurements.NONE, run("00", "01"))).orElseThrow().mean())
        .isEqualTo(0.5);
  }

  @Test
  void of_otherNumbersOfImages_isNotKnown() {
    assertThat(Gain.of(List.of(run("00", "01"), run("000", "010")))).isEmpty();
  }

  static Measurements run(String random, String trained) {
    return new Measurements(
        Optional.of(answers(random)),
        Optional.of(answers(trained)),
        OptionalDouble.of(0.5),
        new TreeMap<>());
  }

  static Answers answers(String text) {
    boolean[] right = new boolean[text.length()];
    for (int image = 0; image < right.length; image++) {
      right[image] = text.charAt(image) == '1';
    }
    return new Answers(right);
  }
}
