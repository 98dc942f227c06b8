package dev.doppel.runtime.recipe;

import dev.doppel.runtime.boundary.BoundaryChecks;
import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.runtime.step.RollbackRules;
import dev.doppel.runtime.step.WatchPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Recipes that watch a network which a loop of the user's own trains: the keys {@code guards},
 * {@code guard.NAME.*}, {@code rollback.*} and {@code plugin.*} and no others. Without {@code
 * guards} there are {@value #DEFAULT_GUARDS}.
 *
 * <p>{@code effective-rank} only warns unless its {@code action} says otherwise: the embeddings of
 * a classifier lose rank, down to about the number of classes, as it comes to know its training set
 * by heart, and that is its aim (neural collapse, arXiv 2008.08186).
 */
public final class WatchRecipe {

  /** The guards of a recipe that names none. */
  public static final String DEFAULT_GUARDS = "feature-std, effective-rank, non-finite";

  private static final String ROLLBACK_PREFIX = "rollback.";

  private WatchRecipe() {}

  /**
   * Creates the monitors of a recipe, and reads how the run goes back. For a watch that is not told
   * the reference values of the loss: monitors that need them are refused, as those are that need
   * targets or a target network.
   *
   * @param recipe what the user wrote
   * @param registry the plugins
   * @return the plan, with at least one monitor
   * @throws RecipeException if anything is wrong with the recipe; it holds all problems
   * @throws dev.doppel.runtime.plugin.PluginException if a plugin that the recipe selects fails, or
   *     several bring what it asks for
   */
  public static WatchPlan resolve(Recipe recipe, PluginRegistry registry) {
    return resolve(recipe, registry, false);
  }

  /**
   * Does the same for a watch that is told the reference values of the loss, so that {@code
   * loss-plateau} and {@code loss-floor} have something to say.
   *
   * @param recipe what the user wrote
   * @param registry the plugins
   * @return the plan, with at least one monitor
   * @throws RecipeException if anything is wrong with the recipe; it holds all problems
   * @throws dev.doppel.runtime.plugin.PluginException if a plugin that the recipe selects fails, or
   *     several bring what it asks for
   */
  public static WatchPlan resolveForKnownLoss(Recipe recipe, PluginRegistry registry) {
    return resolve(recipe, registry, true);
  }

  private static WatchPlan resolve(Recipe recipe, PluginRegistry registry, boolean knowsReference) {
    List<RecipeLayer> layers = new ArrayList<>();
    layers.add(
        RecipeLayer.of(
            RecipeSetting.DEFAULT,
            Map.of(
                RecipeKeys.GUARDS.key(),
                DEFAULT_GUARDS,
                RecipeKeys.GUARD_PREFIX + "effective-rank.action",
                "warn")));
    layers.addAll(recipe.layers());
    LayerMerge merge = new LayerMerge(layers);
    SettingsReader settings = new SettingsReader(merge);
    GuardParts guards = new GuardParts(settings, new PluginParts(registry, settings));
    guards.read();
    Optional<Long> most = settings.read(RecipeKeys.ROLLBACK_MOST);
    Optional<Double> factor = settings.read(RecipeKeys.ROLLBACK_FACTOR);
    Optional<Long> every = settings.read(RecipeKeys.ROLLBACK_EVERY);
    Optional<BoundaryChecks> checks =
        settings.read(RecipeKeys.PLUGIN_CHECKS).map(Resolution::checks);
    settings.reportUnknown();
    reportUnread(merge, settings);
    reportOthers(guards, settings);
    guards.monitors().stream()
        .flatMap(guard -> SilentGuards.problem(guard, knowsReference).stream())
        .forEach(problem -> settings.problem(RecipeKeys.GUARDS.key(), problem));
    List<RecipeProblem> problems = new ArrayList<>(recipe.problems());
    problems.addAll(settings.problems());
    if (!problems.isEmpty()) {
      throw new RecipeException(problems, recipe.sources().stream().distinct().toList());
    }
    RollbackRules rollback =
        new RollbackRules(
            Math.toIntExact(most.orElseThrow()), factor.orElseThrow(), every.orElseThrow());
    return new WatchPlan(guards.monitors(), rollback, checks.orElseThrow());
  }

  /** Keys that mean something in other recipes would be ignored here without a word. */
  private static void reportUnread(LayerMerge merge, SettingsReader settings) {
    Set<String> told =
        settings.problems().stream().map(RecipeProblem::key).collect(Collectors.toSet());
    merge.settings().keySet().stream()
        .filter(key -> !key.equals(RecipeKeys.GUARDS.key()))
        .filter(key -> !key.startsWith(RecipeKeys.GUARD_PREFIX))
        .filter(key -> !key.startsWith(ROLLBACK_PREFIX))
        .filter(key -> !key.startsWith(RecipeKeys.PLUGIN_PREFIX) && !told.contains(key))
        .forEach(
            key ->
                settings.problem(
                    key,
                    "means nothing to a watch, which reads guards, guard.NAME.*, rollback.* and"
                        + " plugin.* alone"));
  }

  private static void reportOthers(GuardParts guards, SettingsReader settings) {
    guards
        .gradientGuards()
        .forEach(
            guard ->
                settings.problem(
                    RecipeKeys.GUARDS.key(),
                    "guard '%s' acts on gradients, which a watch does not see; name monitors alone"
                        .formatted(guard.name())));
    if (guards.monitors().isEmpty() && settings.problems().isEmpty()) {
      settings.problem(RecipeKeys.GUARDS.key(), "must name a monitor, or nothing is watched");
    }
  }
}
