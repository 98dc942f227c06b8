package dev.doppel.testkit;

import dev.doppel.spi.option.Option;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Finds values that an option allows, other than its default. */
public final class OptionExamples {

  private static final Pattern BETWEEN_WORDS = Pattern.compile(", | or ");
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE]-?\\d+)?");

  private static final List<String> NUMBERS =
      List.of(
          "0.5", "0.25", "0.75", "0.1", "0.9", "1", "2", "3", "4", "5", "8", "10", "16", "32",
          "100", "1000", "0.01", "0.001", "0", "-1", "1.5");

  private OptionExamples() {}

  /**
   * Values that an option allows, other than its default.
   *
   * @param option the option
   * @return the values as text, those near the default first; empty if none was found
   */
  public static List<String> of(Option<?> option) {
    Set<String> candidates = new LinkedHashSet<>();
    option.defaultText().ifPresent(text -> addNumbersNear(text, candidates));
    addBounds(option.allowed(), candidates);
    // The words of a choice stand in what it says of itself: "one of a, b, c"; "true or false".
    BETWEEN_WORDS.splitAsStream(option.allowed().replace("one of ", "")).forEach(candidates::add);
    candidates.addAll(NUMBERS);
    candidates.add("text");
    List<String> examples = new ArrayList<>();
    for (String candidate : candidates) {
      if (isAllowed(option, candidate) && !isDefault(option, candidate)) {
        examples.add(candidate);
      }
    }
    return examples;
  }

  /** What an option says of itself has its bounds: "a number in [0, 1]". */
  private static void addBounds(String allowed, Set<String> candidates) {
    double[] bounds =
        NUMBER.matcher(allowed).results().mapToDouble(OptionExamples::value).toArray();
    if (bounds.length > 0) {
      candidates.add(text((bounds[0] + bounds[bounds.length - 1]) / 2));
    }
    for (double bound : bounds) {
      candidates.add(text(bound));
    }
  }

  private static double value(MatchResult match) {
    return Double.parseDouble(match.group());
  }

  private static String text(double number) {
    return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
  }

  private static void addNumbersNear(String text, Set<String> candidates) {
    try {
      double number = Double.parseDouble(text);
      for (double near : new double[] {number + 1, number - 1, number / 2, number * 2}) {
        candidates.add(text(near));
      }
    } catch (NumberFormatException notANumber) {
      // Then its neighbours are words.
    }
  }

  private static boolean isAllowed(Option<?> option, String text) {
    try {
      option.parse(text);
      return true;
    } catch (IllegalArgumentException notAllowed) {
      return false;
    }
  }

  private static boolean isDefault(Option<?> option, String text) {
    Object value = option.parse(text);
    return option.defaultValue().map(value::equals).orElse(false);
  }
}
