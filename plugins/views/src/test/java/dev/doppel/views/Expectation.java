package dev.doppel.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.doppel.spi.view.Image;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** One line of expectations.txt, which src/test/python/make_expectations.py writes. */
record Expectation(String description, List<String> parameters, Image input, Image result) {

  /** The lines of one operation. */
  static List<Expectation> of(String operation) {
    List<Expectation> expectations = lines(operation).stream().map(Expectation::parse).toList();
    assertThat(expectations).as("expectations of '%s'", operation).isNotEmpty();
    return expectations;
  }

  /** The words of each line of one operation. */
  static List<List<String>> lines(String operation) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Expectation.class.getResourceAsStream("expectations.txt"),
                StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .filter(line -> line.startsWith(operation + " "))
          .map(line -> Arrays.asList(line.split(" ")))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Expectation parse(List<String> words) {
    int equals = words.indexOf("=");
    List<String> key = words.subList(equals - 4, equals);
    List<String> result = words.subList(equals + 1, words.size());
    return new Expectation(
        String.join(" ", words.subList(0, equals)),
        words.subList(1, equals - 4),
        pattern(number(key, 0), number(key, 1), number(key, 2), number(key, 3)),
        new Image(
            number(result, 0),
            number(result, 1),
            number(result, 2),
            floats(result.subList(3, result.size()))));
  }

  /** Sixteen bits of noise with corner cases in between, as the script has it. */
  static Image pattern(int channels, int height, int width, int number) {
    float[] pixels = new float[channels * height * width];
    for (int i = 0; i < pixels.length; i++) {
      int noise = (int) (((long) i * i * 31 + i * 17L + number * 101L) % 257);
      noise = i % 7 == 3 ? i % 2 * 256 : noise;
      int pixel = i % (height * width);
      pixels[i] = (pixel % 11 == 5 ? pixel % 257 : noise) / 256f;
    }
    return new Image(channels, height, width, pixels);
  }

  private static int number(List<String> words, int place) {
    return Integer.parseInt(words.get(place));
  }

  private static float[] floats(List<String> words) {
    float[] values = new float[words.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.parseFloat(words.get(i));
    }
    return values;
  }

  int whole(int parameter) {
    return number(parameters, parameter);
  }

  float decimal(int parameter) {
    return Float.parseFloat(parameters.get(parameter));
  }

  /**
   * Values are of the order of 1 and sums of at most a few hundred products in float32, whose
   * rounding is 6e-8; torch sums in another order.
   */
  void check(Image actual) {
    assertThat(List.of(actual.channels(), actual.height(), actual.width()))
        .as(description)
        .isEqualTo(List.of(result.channels(), result.height(), result.width()));
    for (int i = 0; i < actual.pixels().length; i++) {
      assertThat(actual.pixels()[i])
          .as("%s, value %d", description, i)
          .isCloseTo(result.pixels()[i], within(1e-5f));
    }
  }
}
