package dev.doppel.cli.report;

/**
 * One figure over the steps of a run. The arrays are not copied.
 *
 * @param name the figure's name, such as {@code loss} or {@code feature-std.std}
 * @param steps the steps, increasing
 * @param values the figure at each of them
 */
public record Curve(String name, double[] steps, double[] values) {

  /**
   * The name as people write it.
   *
   * @return the last part of the name, with the first in parentheses if there is one
   */
  String title() {
    int dot = name.lastIndexOf('.');
    String figure = name.substring(dot + 1).replace('-', ' ');
    String capitalised = Character.toUpperCase(figure.charAt(0)) + figure.substring(1);
    return dot < 0 ? capitalised : capitalised + " (" + name.substring(0, dot) + ")";
  }
}
