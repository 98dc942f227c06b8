package dev.doppel.cli.file;

/** Writes numbers for files that other programs read. */
final class FigureText {

  private FigureText() {}

  /**
   * The shortest text that reads back to the same number. A value that came from single precision
   * is written with its own few digits, not with the seventeen of its double.
   *
   * @param value the number
   * @return the text, such as {@code 0.996}, {@code NaN} or {@code -Infinity}
   */
  static String of(double value) {
    float narrow = (float) value;
    return narrow == value ? Float.toString(narrow) : Double.toString(value);
  }
}
