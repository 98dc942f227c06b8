package dev.doppel.spi.option;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** The kinds of values that are not numbers. */
final class OptionTypes {

  private OptionTypes() {}

  static OptionType<Boolean> flag() {
    return of("true or false", List.of("true", "false"), Boolean::valueOf);
  }

  static OptionType<String> choice(String... words) {
    return of("one of " + String.join(", ", words), Arrays.asList(words), Function.identity());
  }

  static OptionType<String> text() {
    return new OptionType<>() {
      @Override
      public String parse(String text) {
        return text;
      }

      @Override
      public String format(String value) {
        return value;
      }

      @Override
      public String allowed() {
        return "text";
      }
    };
  }

  private static <T> OptionType<T> of(
      String allowed, List<String> words, Function<String, T> parser) {
    return new OptionType<>() {
      @Override
      public T parse(String text) {
        if (!words.contains(text)) {
          throw new IllegalArgumentException(allowed);
        }
        return parser.apply(text);
      }

      @Override
      public String format(T value) {
        return value.toString();
      }

      @Override
      public String allowed() {
        return allowed;
      }
    };
  }
}
