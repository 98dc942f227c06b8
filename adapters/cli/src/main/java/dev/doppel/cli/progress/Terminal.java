package dev.doppel.cli.progress;

import java.io.Console;

/** Tells whether a person is looking. */
public final class Terminal {

  private static final String PROPERTY = "doppel.terminal";

  private Terminal() {}

  /**
   * Whether the error output, where progress goes, is a terminal. Java cannot ask for one stream
   * alone, so the command's script says it in the property {@code doppel.terminal}; without it, a
   * console counts, which needs both input and output to be terminals.
   *
   * @return whether to draw a bar
   */
  public static boolean present() {
    String said = System.getProperty(PROPERTY);
    return said == null ? isTerminal(System.console()) : Boolean.parseBoolean(said);
  }

  // From Java 22 on there is a console without a terminal, and a method to ask it.
  private static boolean isTerminal(Console console) {
    if (console == null) {
      return false;
    }
    try {
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }
}
