package dev.doppel.spi.option;

import java.math.BigDecimal;
import java.util.function.Function;

/**
 * An option for numbers that is still without its range. {@link #range} and its siblings complete
 * it.
 *
 * @param <T> the type of its values
 */
public final class NumberOption<T extends Number> {

  private final String name;
  private final Function<Double, T> conversion;

  NumberOption(String name, Function<Double, T> conversion) {
    this.name = name;
    this.conversion = conversion;
  }

  /**
   * Values from a bound to a bound, both included.
   *
   * @param least the least value
   * @param most the greatest value
   * @return the option
   */
  public Option<T> range(double least, double most) {
    return within(new NumberRange(least, true, most, true));
  }

  /**
   * Values from a bound, included, up to another, not included: {@code [least, end)}.
   *
   * @param least the least value
   * @param end what every value is under
   * @return the option
   */
  public Option<T> rangeExcludingEnd(double least, double end) {
    return within(new NumberRange(least, true, end, false));
  }

  /**
   * Values from a bound, not included, up to another, included: {@code (start, most]}.
   *
   * @param start what every value is above
   * @param most the greatest value
   * @return the option
   */
  public Option<T> rangeExcludingStart(double start, double most) {
    return within(new NumberRange(start, false, most, true));
  }

  /**
   * Values from a bound on, included.
   *
   * @param least the least value
   * @return the option
   */
  public Option<T> atLeast(double least) {
    return within(new NumberRange(least, true, Double.POSITIVE_INFINITY, false));
  }

  /**
   * Values above a bound, not included.
   *
   * @param bound the bound
   * @return the option
   */
  public Option<T> greaterThan(double bound) {
    return within(new NumberRange(bound, false, Double.POSITIVE_INFINITY, false));
  }

  /**
   * Any finite value.
   *
   * @return the option
   */
  public Option<T> any() {
    return within(
        new NumberRange(Double.NEGATIVE_INFINITY, false, Double.POSITIVE_INFINITY, false));
  }

  private Option<T> within(NumberRange range) {
    boolean whole = conversion.apply(0.5).doubleValue() == 0;
    return Option.of(name, new NumberType<>(range, whole, conversion));
  }

  private record NumberType<T extends Number>(
      NumberRange range, boolean whole, Function<Double, T> conversion) implements OptionType<T> {

    @Override
    public T parse(String text) {
      if (!text.matches("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,3})?")) {
        throw new IllegalArgumentException(allowed());
      }
      double number = Double.parseDouble(text);
      // A double holds whole numbers up to 2^53 exactly; larger ones would change silently.
      boolean fits = !whole || (number == Math.rint(number) && Math.abs(number) <= 1L << 53);
      if (!Double.isFinite(number) || !fits || !range.contains(number)) {
        throw new IllegalArgumentException(allowed());
      }
      return conversion.apply(number);
    }

    @Override
    public String format(T value) {
      double number = value.doubleValue();
      return number == Math.rint(number) && Math.abs(number) < 1e15
          ? new BigDecimal(number).toPlainString()
          : value.toString();
    }

    @Override
    public String allowed() {
      return (whole ? "a whole number" : "a number") + range.words();
    }
  }
}
