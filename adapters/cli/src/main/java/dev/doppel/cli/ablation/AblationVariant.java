package dev.doppel.cli.ablation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A method with something changed.
 *
 * @param name its name, such as {@code no-predictor}
 * @param core whether it is trained unless all variants are asked for
 * @param settings what is changed, on top of the suite's settings; a key {@code recipe} takes
 *     another recipe
 * @param published what the paper reports for it
 * @param direction what it should do
 * @param baseline the variant that it is held against; the full method if none is named
 * @param rescued the variant that this one keeps from collapsing; empty if it is no rescue
 * @param backend the only platform that has the layers it needs; empty if each has
 */
public record AblationVariant(
    String name,
    boolean core,
    Map<String, String> settings,
    String published,
    Direction direction,
    Optional<String> baseline,
    Optional<String> rescued,
    Optional<String> backend) {

  /** Copies. */
  public AblationVariant {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /** The same variant, held against another one than the full method. */
  AblationVariant beside(String variant) {
    return new AblationVariant(
        name, core, settings, published, direction, Optional.of(variant), rescued, backend);
  }

  /** The same variant, which shows something only where another one collapses. */
  AblationVariant rescuing(String variant) {
    return new AblationVariant(
        name, core, settings, published, direction, baseline, Optional.of(variant), backend);
  }

  /** The same variant, of layers that one platform alone has. */
  AblationVariant onlyOn(String platform) {
    return new AblationVariant(
        name, core, settings, published, direction, baseline, rescued, Optional.of(platform));
  }

  /** Whether a platform has the layers it needs. */
  boolean isOn(String platform) {
    return backend.isEmpty() || backend.get().equals(platform);
  }
}
