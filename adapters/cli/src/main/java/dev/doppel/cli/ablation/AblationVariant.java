package dev.doppel.cli.ablation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A method with something changed.
 *
 * @param name its name, such as {@code no-predictor}
 * @param core whether it is trained unless all variants are asked for
 * @param settings what is changed, on top of the suite's settings; a key {@code recipe} takes
 *     another recipe
 * @param published what the paper reports for it
 * @param direction what it should do
 */
public record AblationVariant(
    String name,
    boolean core,
    Map<String, String> settings,
    String published,
    Direction direction) {

  /** Copies. */
  public AblationVariant {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }
}
