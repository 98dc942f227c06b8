package dev.doppel.runtime.recipe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Lays layers over each other. The rules are in the package's documentation. */
final class LayerMerge {

  /** Keys of which only one can hold; each names the others. */
  private static final List<Set<String>> EXCLUSIVE =
      List.of(
          Set.of(RecipeKeys.STEPS.key(), RecipeKeys.EPOCHS.key()),
          Set.of(OptimizerKeys.LEARNING_RATE.key(), OptimizerKeys.BASE_LEARNING_RATE.key()),
          Set.of(OptimizerKeys.WARMUP_STEPS.key(), OptimizerKeys.WARMUP_EPOCHS.key()));

  /** Keys whose value decides what the keys under them mean. */
  static final List<String> SELECTORS =
      List.of(
          RecipeKeys.LOSS.key(),
          RecipeKeys.TARGET_UPDATE.key(),
          RecipeKeys.TARGET_SHAPING.key(),
          RecipeKeys.BACKBONE.key(),
          RecipeKeys.VIEWS.key(),
          OptimizerKeys.OPTIMIZER.key());

  private final Interpolation interpolation;
  private final Map<String, RecipeSetting> merged = new LinkedHashMap<>();
  private final List<RecipeProblem> problems = new ArrayList<>();
  private final Set<String> unresolved = new TreeSet<>();

  /** Merges layers, the lowest first. */
  LayerMerge(List<RecipeLayer> layers) {
    Map<String, String> raw = new LinkedHashMap<>();
    for (RecipeLayer layer : layers) {
      layer.settings().forEach((key, setting) -> raw.put(key, setting.value()));
    }
    interpolation = new Interpolation(raw);
    layers.forEach(this::lay);
    merged.forEach(this::requireResolved);
  }

  /** The settings that hold, with {@code ${...}} replaced. */
  Map<String, RecipeSetting> settings() {
    return merged;
  }

  List<RecipeProblem> problems() {
    return problems;
  }

  /** The keys whose values refer to something unknown, already among the problems. */
  Set<String> unresolved() {
    return unresolved;
  }

  private void lay(RecipeLayer layer) {
    Map<String, RecipeSetting> upper = new LinkedHashMap<>();
    layer
        .settings()
        .forEach(
            (key, setting) ->
                upper.put(
                    key,
                    new RecipeSetting(interpolation.apply(setting.value()), setting.origin())));
    upper.forEach((key, setting) -> merged.keySet().removeIf(replacedBy(key, setting, upper)));
    // Removed first, so that keys keep the order of the layer that sets them.
    merged.keySet().removeAll(upper.keySet());
    merged.putAll(upper);
  }

  /** Which keys of lower layers a setting does away with. */
  private Predicate<String> replacedBy(
      String key, RecipeSetting setting, Map<String, RecipeSetting> upper) {
    for (Set<String> keys : EXCLUSIVE) {
      if (keys.contains(key)) {
        requireOne(keys, key, upper);
        return keys::contains;
      }
    }
    RecipeSetting lower = merged.get(key);
    if (SELECTORS.contains(key) && lower != null && !lower.value().equals(setting.value())) {
      return lowerKey -> lowerKey.startsWith(key + ".");
    }
    if (key.equals(RecipeKeys.GUARDS.key())) {
      List<String> guards = CommaList.of(setting.value());
      return lowerKey ->
          lowerKey.startsWith(RecipeKeys.GUARD_PREFIX)
              && guards.stream()
                  .noneMatch(guard -> lowerKey.startsWith(RecipeKeys.GUARD_PREFIX + guard + "."));
    }
    return lowerKey -> false;
  }

  private void requireOne(Set<String> keys, String key, Map<String, RecipeSetting> upper) {
    for (String other : keys) {
      // Each pair is reported once, at the later of its keys in the order of the alphabet.
      if (other.compareTo(key) < 0 && upper.containsKey(other)) {
        problems.add(
            RecipeProblem.with(
                key,
                upper.get(key),
                "excludes '%s' (%s), set one of them".formatted(other, upper.get(other).origin())));
      }
    }
  }

  private void requireResolved(String key, RecipeSetting setting) {
    String problem = interpolation.problem(setting.value());
    if (!problem.isEmpty()) {
      unresolved.add(key);
      problems.add(RecipeProblem.with(key, setting, problem));
    }
  }
}
