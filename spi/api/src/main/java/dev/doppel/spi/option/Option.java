package dev.doppel.spi.option;

import java.util.Optional;

/**
 * One declared setting of an extension. Immutable; a constant of the extension's factory.
 *
 * <pre>{@code
 * static final Option<Double> MOMENTUM =
 *     Option.decimal("momentum").range(0, 1).defaultValue(0.996).describedAs("share of the old value");
 * }</pre>
 *
 * @param <T> the type of its values
 */
public final class Option<T> {

  private final String name;
  private final OptionType<T> type;
  private final T defaultValue;
  private final String description;

  private Option(String name, OptionType<T> type, T defaultValue, String description) {
    if (!name.matches("[a-z][a-z0-9-]{0,63}")) {
      throw new IllegalArgumentException(
          "an option's name has lower-case letters, digits and hyphens, unlike '" + name + "'");
    }
    this.name = name;
    this.type = type;
    this.defaultValue = defaultValue;
    this.description = description;
  }

  /**
   * An option whose values are finite decimal numbers.
   *
   * @param name the name, in kebab case
   * @return the option, without range or default
   */
  public static NumberOption<Double> decimal(String name) {
    return new NumberOption<>(name, Double::valueOf);
  }

  /**
   * An option whose values are whole numbers.
   *
   * @param name the name, in kebab case
   * @return the option, without range or default
   */
  public static NumberOption<Long> whole(String name) {
    return new NumberOption<>(name, Double::longValue);
  }

  /**
   * An option that is on or off.
   *
   * @param name the name, in kebab case
   * @return the option, without default
   */
  public static Option<Boolean> flag(String name) {
    return new Option<>(name, OptionTypes.flag(), null, "");
  }

  /**
   * An option with a few words to choose from.
   *
   * @param name the name, in kebab case
   * @param words the words allowed
   * @return the option, without default
   */
  public static Option<String> choice(String name, String... words) {
    return new Option<>(name, OptionTypes.choice(words), null, "");
  }

  /**
   * An option that takes any text.
   *
   * @param name the name, in kebab case
   * @return the option, without default
   */
  public static Option<String> text(String name) {
    return new Option<>(name, OptionTypes.text(), null, "");
  }

  static <T> Option<T> of(String name, OptionType<T> type) {
    return new Option<>(name, type, null, "");
  }

  /**
   * This option with a default. An option without one must be set.
   *
   * @param value the default, which must be allowed
   * @return a new option
   * @throws IllegalArgumentException if the value is not allowed
   */
  public Option<T> defaultValue(T value) {
    type.parse(type.format(value));
    return new Option<>(name, type, value, description);
  }

  /**
   * This option with a description.
   *
   * @param text what it does, one sentence or less, with the unit of its values
   * @return a new option
   */
  public Option<T> describedAs(String text) {
    return new Option<>(name, type, defaultValue, text);
  }

  /**
   * The name.
   *
   * @return the name, in kebab case
   */
  public String name() {
    return name;
  }

  /**
   * The default.
   *
   * @return the default; empty if the option must be set
   */
  public Optional<T> defaultValue() {
    return Optional.ofNullable(defaultValue);
  }

  /**
   * The default as text.
   *
   * @return the text that parses to the default; empty if the option must be set
   */
  public Optional<String> defaultText() {
    return defaultValue().map(type::format);
  }

  /**
   * The description.
   *
   * @return the description
   */
  public String description() {
    return description;
  }

  /**
   * What is allowed, in words that follow "must be".
   *
   * @return the words, such as {@code a number in [0, 1]}
   */
  public String allowed() {
    return type.allowed();
  }

  /**
   * Reads a value.
   *
   * @param text the text
   * @return the value
   * @throws IllegalArgumentException if the text is not an allowed value; the message is {@link
   *     #allowed()}
   */
  public T parse(String text) {
    return type.parse(text);
  }

  /**
   * Writes a value.
   *
   * @param value the value
   * @return text that {@link #parse} reads back to an equal value
   */
  public String format(T value) {
    return type.format(value);
  }
}
