package dev.doppel.spi.option;

import java.util.Locale;

/** An interval of numbers, each bound included or not. */
record NumberRange(double least, boolean leastIncluded, double most, boolean mostIncluded) {

  boolean contains(double number) {
    boolean above = leastIncluded ? number >= least : number > least;
    boolean below = mostIncluded ? number <= most : number < most;
    return above && below;
  }

  String words() {
    if (most == Double.POSITIVE_INFINITY) {
      if (least == Double.NEGATIVE_INFINITY) {
        return "";
      }
      return (leastIncluded ? " of at least " : " greater than ") + text(least);
    }
    return String.format(
        Locale.ROOT,
        " in %s%s, %s%s",
        leastIncluded ? "[" : "(",
        text(least),
        text(most),
        mostIncluded ? "]" : ")");
  }

  private static String text(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? String.valueOf((long) number)
        : String.valueOf(number);
  }
}
