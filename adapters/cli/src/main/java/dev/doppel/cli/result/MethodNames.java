package dev.doppel.cli.result;

import java.util.Locale;

/** Methods' names as people write them. */
public final class MethodNames {

  private static final int LONGEST_ACRONYM = 4;

  private MethodNames() {}

  /**
   * A method's name in a title or a sentence: a short one without hyphens is an acronym.
   *
   * @param name the name in recipes, such as {@code byol}
   * @return such as {@code BYOL}
   */
  public static String title(String name) {
    return name.length() <= LONGEST_ACRONYM ? name.toUpperCase(Locale.ROOT) : name;
  }
}
