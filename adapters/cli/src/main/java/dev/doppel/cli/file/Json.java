package dev.doppel.cli.file;

import java.util.Map;
import java.util.function.Consumer;

/**
 * Writes JSON that may also stand inside an HTML page: {@code <}, {@code >} and {@code &} are
 * escaped. Numbers that JSON does not know (NaN, infinities) become {@code null}.
 */
public final class Json {

  private Json() {}

  /**
   * Writes a value.
   *
   * @param value null, a boolean, number, text, array of double, iterable or map of such values
   * @return the text, on one line
   * @throws IllegalArgumentException if the value is of another type
   */
  public static String of(Object value) {
    StringBuilder out = new StringBuilder();
    append(out, value);
    return out.toString();
  }

  private static void append(StringBuilder out, Object value) {
    if (value == null || value instanceof Boolean) {
      out.append(value);
    } else if (value instanceof Number number) {
      appendNumber(out, number);
    } else if (value instanceof String text) {
      appendText(out, text);
    } else if (value instanceof double[] numbers) {
      Series series = new Series(out, '[', ']');
      for (double number : numbers) {
        series.next(each -> appendNumber(each, number));
      }
      series.end();
    } else if (value instanceof Iterable<?> items) {
      Series series = new Series(out, '[', ']');
      items.forEach(item -> series.next(each -> append(each, item)));
      series.end();
    } else if (value instanceof Map<?, ?> entries) {
      Series series = new Series(out, '{', '}');
      entries.forEach(
          (name, item) ->
              series.next(
                  each -> {
                    appendText(each, String.valueOf(name));
                    each.append(": ");
                    append(each, item);
                  }));
      series.end();
    } else {
      throw new IllegalArgumentException("JSON has no form for " + value.getClass().getName());
    }
  }

  private static void appendNumber(StringBuilder out, Number number) {
    if (number instanceof Double || number instanceof Float) {
      double value = number.doubleValue();
      out.append(Double.isFinite(value) ? FigureText.of(value) : "null");
    } else {
      out.append(number);
    }
  }

  private static void appendText(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character == '"' || character == '\\') {
        out.append('\\').append(character);
      } else if (character < ' ' || "<>&\u2028\u2029".indexOf(character) >= 0) {
        out.append("\\u%04x".formatted((int) character));
      } else {
        out.append(character);
      }
    }
    out.append('"');
  }

  /** Items between brackets, with a comma before all but the first. */
  private static final class Series {

    private final StringBuilder out;
    private final char close;
    private boolean first = true;

    Series(StringBuilder out, char open, char close) {
      this.out = out;
      this.close = close;
      out.append(open);
    }

    void next(Consumer<StringBuilder> item) {
      if (!first) {
        out.append(", ");
      }
      first = false;
      item.accept(out);
    }

    void end() {
      out.append(close);
    }
  }
}
