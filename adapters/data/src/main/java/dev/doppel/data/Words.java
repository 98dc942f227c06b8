package dev.doppel.data;

import java.util.Locale;

/** Phrases that descriptions and messages share. */
final class Words {

  private Words() {}

  /** Fills in a pattern, with commas between thousands whatever the machine's language. */
  @SuppressWarnings("AnnotateFormatMethod") // that annotation is in no dependency of this module
  static String text(String pattern, Object... arguments) {
    return String.format(Locale.ROOT, pattern, arguments);
  }

  /** Such as {@code 60,000 gray images of 28x28 in 10 classes}. */
  static String images(int count, int channels, int height, int width, int classes) {
    return text("%s of %dx%d%s", images(count, channels), height, width, classes(classes));
  }

  /** Such as {@code 1 colour image}. */
  static String images(int count, int channels) {
    return text("%,d %s image%s", count, channels == 1 ? "gray" : "colour", plural(count));
  }

  /** Such as {@code in 10 classes} or {@code without labels}, with a space before. */
  static String classes(int classes) {
    return classes == 0
        ? " without labels"
        : text(" in %,d class%s", classes, classes == 1 ? "" : "es");
  }

  /** The ending of a noun that goes with a number. */
  static String plural(long count) {
    return count == 1 ? "" : "s";
  }
}
