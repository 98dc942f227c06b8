package dev.doppel.spi.option;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The checked values of an extension's options, defaults included. Immutable. */
public final class Options {

  private final Map<String, Object> values;

  private Options(Map<String, Object> values) {
    this.values = values;
  }

  /**
   * Reads and checks a set of options.
   *
   * @param declared the options of the extension
   * @param texts the values as text, by name
   * @return the values, with the defaults of those that were not set
   * @throws OptionsException if any text is not allowed, names no option, or an option without
   *     default is not set; it holds all problems
   */
  public static Options parse(Collection<Option<?>> declared, Map<String, String> texts) {
    OptionProblems problems = new OptionProblems();
    Map<String, Object> values = new LinkedHashMap<>();
    for (Option<?> option : declared) {
      String text = texts.get(option.name());
      if (text != null) {
        problems.collect(option, text, () -> values.put(option.name(), option.parse(text)));
      } else if (option.defaultValue().isPresent()) {
        values.put(option.name(), option.defaultValue().get());
      } else {
        problems.missing(option);
      }
    }
    problems.unknown(declared, texts.keySet());
    problems.throwIfAny();
    return new Options(Collections.unmodifiableMap(values));
  }

  /**
   * The defaults of a set of options.
   *
   * @param declared the options of the extension
   * @return the values
   * @throws OptionsException if one of them has no default
   */
  public static Options defaults(Collection<Option<?>> declared) {
    return parse(declared, Map.of());
  }

  /**
   * The value of an option.
   *
   * @param option the option
   * @param <T> the type of its values
   * @return the value
   * @throws IllegalArgumentException if the extension does not declare that option
   */
  @SuppressWarnings("unchecked") // parse() stored what this very option's type returned
  public <T> T get(Option<T> option) {
    Object value = values.get(option.name());
    if (value == null) {
      throw new IllegalArgumentException(
          "option '" + option.name() + "' is not among the declared " + values.keySet());
    }
    return (T) value;
  }

  /**
   * All values as text.
   *
   * @param declared the options of the extension
   * @return the text of each option, by name, in the order declared
   */
  public Map<String, String> toTexts(Collection<Option<?>> declared) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Option<?> option : declared) {
      texts.put(option.name(), textOf(option));
    }
    return texts;
  }

  private <T> String textOf(Option<T> option) {
    return option.format(get(option));
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
