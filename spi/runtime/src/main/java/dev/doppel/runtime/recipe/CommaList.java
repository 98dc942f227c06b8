package dev.doppel.runtime.recipe;

import java.util.Arrays;
import java.util.List;

/** Values that name several things. */
final class CommaList {

  static final String SEPARATOR = ", ";

  private CommaList() {}

  /** The parts of a text between commas, without spaces around them and without empty ones. */
  static List<String> of(String text) {
    return Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }
}
