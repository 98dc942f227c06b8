package dev.doppel.spi.view;

import java.util.Map;

/**
 * One operation of a view, as data.
 *
 * @param operation the operation's name, such as {@code gaussian-blur}
 * @param probability how likely a view undergoes it, from 0 to 1
 * @param options the operation's options as text, by name
 */
public record ViewStep(String operation, double probability, Map<String, String> options) {

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException if the probability is not in [0, 1]
   */
  public ViewStep {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "the probability of '" + operation + "' must be in [0, 1], not " + probability);
    }
    options = Map.copyOf(options);
  }

  /**
   * A step that each view undergoes.
   *
   * @param operation the operation's name
   * @param options the operation's options as text, by name
   * @return the step
   */
  public static ViewStep always(String operation, Map<String, String> options) {
    return new ViewStep(operation, 1, options);
  }
}
