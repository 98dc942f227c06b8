package dev.doppel.runtime.recipe;

import dev.doppel.runtime.checkpoint.Checkpoint;
import dev.doppel.runtime.checkpoint.CheckpointException;
import dev.doppel.runtime.step.ConfiguredGuard;
import dev.doppel.runtime.step.Method;
import dev.doppel.runtime.training.TrainingPlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What must be the same in two runs for the one to go on from where the other was: every setting
 * that a number depends on.
 *
 * @param settings the settings as text, by name
 */
public record RunIdentity(Map<String, String> settings) {

  private static final String PREFIX = "run.";
  private static final String DATA_PREFIX = RecipeKeys.DATA.key() + ".";
  private static final int MOST_NAMED = 5;
  private static final Pattern BETWEEN_WORDS = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  /**
   * Where a run takes place, where its data are, what is checked and kept of it may change; and
   * whether a broken image ends it: where it goes on, it is the same run.
   */
  private static final Set<String> FREE =
      Set.of(
          RecipeKeys.DEVICE.key(),
          RecipeKeys.THREADS.key(),
          RecipeKeys.DATA.key(),
          RecipeKeys.DATA_STRICT.key(),
          RecipeKeys.PLUGIN_CHECKS.key(),
          RecipeKeys.CHECKPOINT_EVERY.key(),
          RecipeKeys.CHECKPOINT_KEEP.key());

  /** Copies. */
  public RunIdentity {
    settings = Map.copyOf(settings);
  }

  /**
   * The identity of a recipe's run.
   *
   * @param recipe the recipe
   * @return all its settings but the device, the threads, where data and plugins are, whether a
   *     broken image ends the run, what is checked of plugins and which checkpoints are kept
   */
  public static RunIdentity of(ResolvedRecipe recipe) {
    Map<String, String> settings = new LinkedHashMap<>(recipe.settings());
    // What the data's own channels are is known once they are open: a run's recipe says the number.
    settings.computeIfPresent(
        DATA_PREFIX + "channels", (key, value) -> String.valueOf(recipe.plan().channels()));
    settings
        .keySet()
        .removeIf(key -> FREE.contains(key) || key.startsWith(RecipeKeys.PLUGIN_PREFIX));
    return new RunIdentity(settings);
  }

  /**
   * The identity of a run that has a plan and no recipe. Options of plugins are not told apart, as
   * a plan does not hold them, nor are parts whose classes have no name.
   *
   * @param plan the plan
   * @return what it says of the method, the networks and the extent of the run
   */
  public static RunIdentity of(TrainingPlan plan) {
    Method method = plan.method();
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("loss", name(method.loss()));
    settings.put("target-update", name(method.targetUpdate()));
    settings.put("target-shaping", method.targetShaper().map(RunIdentity::name).orElse("none"));
    settings.put(
        "guards",
        Stream.concat(method.gradientGuards().stream(), method.monitors().stream())
            .map(ConfiguredGuard::name)
            .collect(Collectors.joining(", ")));
    settings.put("symmetric", String.valueOf(method.symmetric()));
    settings.put("stop-gradient", String.valueOf(method.stopGradient()));
    settings.put("projector", plan.projector().toString());
    settings.put("predictor", plan.predictor().toString());
    settings.put("batch-statistics", plan.batchStatistics().toString());
    settings.put("batch-size", String.valueOf(plan.batchSize()));
    settings.put("steps", String.valueOf(plan.steps()));
    settings.put("seed", String.valueOf(plan.seed()));
    return new RunIdentity(settings);
  }

  /** In words like an id: no file names classes, and some have another name in each run. */
  private static String name(Object part) {
    Class<?> type = part.getClass();
    return type.isHidden() || type.isAnonymousClass()
        ? "of the program"
        : BETWEEN_WORDS.matcher(type.getSimpleName()).replaceAll("-").toLowerCase(Locale.ROOT);
  }

  /**
   * Writes the identity.
   *
   * @param checkpoint where to
   */
  public void save(Checkpoint.Builder checkpoint) {
    Checkpoint.Builder run = checkpoint.part(PREFIX);
    settings.keySet().stream().sorted().forEach(key -> run.text(key, settings.get(key)));
  }

  /**
   * Checks that a checkpoint is of this run.
   *
   * @param checkpoint the checkpoint
   * @param source the file's name, for the message
   * @throws CheckpointException if any setting differs; the message names the first few
   */
  public void require(Checkpoint checkpoint, String source) throws CheckpointException {
    Map<String, String> there = checkpoint.part(PREFIX).texts();
    // Doppel wrote none of the data's settings once.
    boolean lacksData = there.keySet().stream().noneMatch(key -> key.startsWith(DATA_PREFIX));
    Optional<String> differences =
        differences(there, key -> !(lacksData && key.startsWith(DATA_PREFIX)));
    if (differences.isPresent()) {
      throw new CheckpointException(
          "cannot go on from %s: it is of another run (%s); use the settings it was made with"
              .formatted(source, differences.get()));
    }
  }

  /**
   * Compares the settings that a run was begun with.
   *
   * @param begun those of these settings that are known
   * @return the first few of them that differ, in words; empty if none does
   */
  public Optional<String> differences(Map<String, String> begun) {
    return differences(begun, begun::containsKey);
  }

  private Optional<String> differences(Map<String, String> there, Predicate<String> compared) {
    List<String> differences =
        Stream.concat(settings.keySet().stream(), there.keySet().stream())
            .distinct()
            .sorted()
            .filter(compared)
            .filter(key -> !settings.getOrDefault(key, "").equals(there.getOrDefault(key, "")))
            .map(
                key ->
                    "%s is %s there and %s here"
                        .formatted(key, text(there.get(key)), text(settings.get(key))))
            .toList();
    if (differences.isEmpty()) {
      return Optional.empty();
    }
    int named = Math.min(MOST_NAMED, differences.size());
    String more =
        differences.size() > named ? "; and %d more".formatted(differences.size() - named) : "";
    return Optional.of(String.join("; ", differences.subList(0, named)) + more);
  }

  private static String text(String value) {
    return value == null ? "not set" : "'" + value + "'";
  }
}
