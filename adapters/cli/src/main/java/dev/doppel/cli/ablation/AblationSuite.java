package dev.doppel.cli.ablation;

import dev.doppel.cli.failure.UsageException;
import dev.doppel.runtime.recipe.Recipe;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A method and its variants.
 *
 * @param name the name, that of the method's recipe
 * @param source the papers whose figures stand beside ours, and what these are
 * @param settings what all variants have in common, on top of the recipe
 * @param variants the variants; the first is the full method
 */
public record AblationSuite(
    String name, String source, Map<String, String> settings, List<AblationVariant> variants) {

  /** Copies. */
  public AblationSuite {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    variants = List.copyOf(variants);
  }

  /** The full method, which variants are held against unless they name another one. */
  AblationVariant full() {
    return variants.get(0);
  }

  /** What a variant is held against. */
  AblationVariant baseline(AblationVariant variant) {
    return variant.baseline().map(this::variant).orElse(full());
  }

  /** The variant of a name. */
  AblationVariant variant(String variantName) {
    return variants.stream()
        .filter(variant -> variant.name().equals(variantName))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException("no variant '%s' of %s".formatted(variantName, name)));
  }

  /**
   * The variants to train on a platform.
   *
   * @param all whether those that are not core are among them
   * @param backend the platform's name
   * @return the variants, in order, but for those that need layers which it does not have
   */
  public List<AblationVariant> variants(boolean all, String backend) {
    return variants.stream()
        .filter(variant -> (all || variant.core()) && variant.isOn(backend))
        .toList();
  }

  /**
   * Some of the variants, and those that they are held against.
   *
   * @param names the variants' names
   * @param backend the platform's name
   * @return the variants, in the suite's order
   * @throws UsageException if there is none of a name, or the platform lacks its layers
   */
  public List<AblationVariant> variants(List<String> names, String backend) {
    Set<AblationVariant> chosen = new HashSet<>();
    for (String variantName : names) {
      AblationVariant variant =
          variants.stream()
              .filter(candidate -> candidate.name().equals(variantName))
              .findFirst()
              .orElseThrow(() -> unknown(variantName));
      if (!variant.isOn(backend)) {
        throw new UsageException(
            "variant '%s' needs layers that %s alone has, not %s"
                .formatted(variantName, variant.backend().orElseThrow(), backend));
      }
      chosen.add(variant);
      chosen.add(baseline(variant));
    }
    return variants.stream().filter(chosen::contains).toList();
  }

  private UsageException unknown(String variantName) {
    return new UsageException(
        "no variant '%s' of %s; there are %s"
            .formatted(
                variantName,
                name,
                variants.stream().map(AblationVariant::name).collect(Collectors.joining(", "))));
  }

  /**
   * The recipe of a variant.
   *
   * @param variant one of the variants
   * @param overrides settings on top, as {@code KEY=VALUE}
   * @return the recipe
   */
  public Recipe recipe(AblationVariant variant, List<String> overrides) {
    return Recipe.empty()
        .withSettings(Map.of("recipe", name), "suite '" + name + "'")
        .withSettings(settings, "suite '" + name + "'")
        .withSettings(variant.settings(), "variant '" + variant.name() + "'")
        .withOverrides(overrides);
  }
}
