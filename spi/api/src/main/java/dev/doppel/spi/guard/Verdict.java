package dev.doppel.spi.guard;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What a guard found.
 *
 * @param condition how the run fares
 * @param seen what was seen, with the figure and its limit; empty if healthy
 * @param cause the likely cause; empty if healthy
 * @param remedies recipe keys to change, most promising first
 * @param figures the figures behind the verdict, by name, for the metrics file
 * @param since the step at which what was seen was so for the first time, without interruption
 *     since; empty if healthy, or if it is that of the look
 */
public record Verdict(
    Condition condition,
    String seen,
    String cause,
    List<String> remedies,
    Map<String, Double> figures,
    OptionalLong since) {

  /**
   * A verdict on what is seen for the first time.
   *
   * @param condition how the run fares
   * @param seen what was seen, with the figure and its limit; empty if healthy
   * @param cause the likely cause; empty if healthy
   * @param remedies recipe keys to change, most promising first
   * @param figures the figures behind the verdict, by name, for the metrics file
   */
  public Verdict(
      Condition condition,
      String seen,
      String cause,
      List<String> remedies,
      Map<String, Double> figures) {
    this(condition, seen, cause, remedies, figures, OptionalLong.empty());
  }

  /** Copies. */
  public Verdict {
    remedies = List.copyOf(remedies);
    figures = Collections.unmodifiableMap(new TreeMap<>(figures));
  }

  /**
   * A verdict that nothing is wrong.
   *
   * @param figures the figures behind it, by name
   * @return the verdict
   */
  public static Verdict healthy(Map<String, Double> figures) {
    return new Verdict(Condition.HEALTHY, "", "", List.of(), figures);
  }
}
