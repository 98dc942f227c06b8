package dev.doppel.runtime.boundary;

/**
 * Which names of figures a metrics file can have as columns. Layers' names are among them, which
 * hold slashes and brackets, so whatever does no harm between commas is allowed.
 */
final class FigureNames {

  /** How names are to be, in words that follow "names". */
  static final String RULE =
      "have characters, no blanks at the ends, and neither commas, quotes, line ends nor other"
          + " control characters";

  private FigureNames() {}

  static boolean isAllowed(String name) {
    return !name.isEmpty()
        && name.equals(name.strip())
        && name.codePoints().allMatch(FigureNames::isAllowed);
  }

  private static boolean isAllowed(int character) {
    return character != ',' && character != '"' && isText(character);
  }

  private static boolean isText(int character) {
    return switch (Character.getType(character)) {
      // Half of a surrogate pair, which UTF-8 does not have.
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }

  /** A name that may not be allowed, on one line. */
  static String shown(String name) {
    StringBuilder shown = new StringBuilder();
    name.codePoints()
        .map(character -> isText(character) ? character : '?')
        .forEach(shown::appendCodePoint);
    return shown.toString();
  }
}
