package dev.doppel.cli.ablation;

import dev.doppel.cli.failure.UsageException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The suites by name, and what they have in common. */
public final class AblationSuites {

  /** The names, for help texts. */
  public static final String NAMES = "byol, simsiam, dino or moco-v3";

  /** What watches every variant. */
  private static final String GUARDS = "feature-std, effective-rank, non-finite";

  private AblationSuites() {}

  /**
   * A suite.
   *
   * @param name its name
   * @return the suite
   * @throws UsageException if there is none of that name
   */
  public static AblationSuite named(String name) {
    return all().stream()
        .filter(suite -> suite.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new UsageException("no suite '%s'; there are %s".formatted(name, NAMES)));
  }

  /** All suites. */
  static List<AblationSuite> all() {
    return List.of(
        ByolAblations.suite(),
        SimSiamAblations.suite(),
        DinoAblations.suite(),
        MocoV3Ablations.suite());
  }

  /**
   * Settings that every suite has.
   *
   * @param own those of one suite, on top
   * @return the settings
   */
  static Map<String, String> common(Map<String, String> own) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("steps", "300");
    settings.put("optimizer.warmup-steps", "30");
    settings.put("guards", GUARDS);
    for (String guard : List.of("feature-std", "effective-rank", "non-finite")) {
      settings.put("guard.%s.action".formatted(guard), "warn");
    }
    settings.putAll(own);
    return settings;
  }

  /** A variant that is always trained. */
  static AblationVariant core(
      String name, Map<String, String> settings, String published, Direction direction) {
    return variant(name, true, settings, published, direction);
  }

  /** A variant that is trained when all are asked for. */
  static AblationVariant further(
      String name, Map<String, String> settings, String published, Direction direction) {
    return variant(name, false, settings, published, direction);
  }

  private static AblationVariant variant(
      String name,
      boolean core,
      Map<String, String> settings,
      String published,
      Direction direction) {
    return new AblationVariant(
        name,
        core,
        settings,
        published,
        direction,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
