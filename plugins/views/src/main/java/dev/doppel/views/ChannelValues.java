package dev.doppel.views;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Numbers written as text, one a channel or one for all channels.
 *
 * @param numbers one or three finite numbers
 */
record ChannelValues(List<Float> numbers) {

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,2})?");

  /** Reads numbers that are separated by commas; empty unless they are one or three. */
  static Optional<ChannelValues> parse(String text) {
    List<String> parts = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    boolean wellFormed = parts.stream().allMatch(part -> NUMBER.matcher(part).matches());
    if (!wellFormed || (parts.size() != 1 && parts.size() != 3)) {
      return Optional.empty();
    }
    List<Float> numbers = parts.stream().map(Float::valueOf).toList();
    return numbers.stream().allMatch(Float::isFinite)
        ? Optional.of(new ChannelValues(numbers))
        : Optional.empty();
  }

  boolean allPositive() {
    return numbers.stream().allMatch(number -> number > 0);
  }

  /** One number a channel; empty if there are neither one nor that many. */
  Optional<float[]> of(int channels) {
    if (numbers.size() != 1 && numbers.size() != channels) {
      return Optional.empty();
    }
    float[] values = new float[channels];
    for (int channel = 0; channel < channels; channel++) {
      values[channel] = numbers.get(numbers.size() == 1 ? 0 : channel);
    }
    return Optional.of(values);
  }
}
