package dev.doppel.benchmarks;

import dev.doppel.djl.DjlBackend;
import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.runtime.recipe.DataFacts;
import dev.doppel.runtime.recipe.Recipe;
import dev.doppel.runtime.recipe.RecipeResolver;
import dev.doppel.runtime.recipe.ResolvedRecipe;
import dev.doppel.runtime.training.TrainingPlan;
import dev.doppel.runtime.training.ViewBatch;
import dev.doppel.runtime.training.ViewBlock;
import dev.doppel.spi.view.ViewSpecification;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A method as its recipe for small images has it, with the optimiser that all methods have here,
 * and one batch of its views in memory.
 *
 * @param method the method's name
 * @param settings every setting of the recipe, by key
 * @param plan what the settings mean
 * @param batch the views, of noise
 */
record MethodWorkload(
    String method, Map<String, String> settings, TrainingPlan plan, ViewBatch batch) {

  static final List<String> METHODS =
      List.of("byol", "simsiam", "moco-v3", "moco-v2", "simclr", "barlow-twins", "swav", "dino");

  private static final long SEED = 7;
  private static final int CHANNELS = 1;
  private static final int SIZE = 28;
  private static final long IMAGES = 60_000;

  /** The same for all methods, so that what differs is the method. */
  private static final Map<String, String> COMMON =
      Map.ofEntries(
          Map.entry("backend", "djl"),
          Map.entry("device", "cpu"),
          Map.entry("threads", "2"),
          Map.entry("image-size", String.valueOf(SIZE)),
          Map.entry("batch-size", "128"),
          Map.entry("steps", "1000000"),
          Map.entry("optimizer", "sgd"),
          Map.entry("optimizer.learning-rate", "0.05"),
          Map.entry("optimizer.schedule", "constant"),
          Map.entry("optimizer.warmup-steps", "0"),
          Map.entry("optimizer.momentum", "0.9"),
          Map.entry("optimizer.weight-decay", "1e-4"),
          Map.entry("optimizer.weight-decay-exclusions", "none"));

  private static final Map<String, String> MULTI_CROP =
      Map.of("views.local-crops", "6", "views.local-size", "12", "backbone.pooling", "average");

  private static final Set<String> GRADIENT_GUARDS =
      Set.of("clip", "freeze-last-layer", "fixed-patch-projection");

  private static final String DINO_HEAD =
      "linear(256) gelu linear(256) gelu linear(256) l2-normalize weight-norm-linear(4096)";

  static MethodWorkload of(String method) {
    return of(method, Map.of("guards", "none"));
  }

  /** The same with the recipe's own guards, which only warn: noise teaches nothing. */
  static MethodWorkload watched(String method) {
    return of(method, warning(method));
  }

  private static Map<String, String> warning(String method) {
    Map<String, String> actions = new LinkedHashMap<>();
    ownGuards(method).forEach(guard -> actions.put("guard.%s.action".formatted(guard), "warn"));
    return actions;
  }

  /** The watched method with more or fewer checks of what plugins hand over. */
  static MethodWorkload checked(String method, String checks) {
    Map<String, String> settings = warning(method);
    settings.put("plugin.checks", checks);
    return of(method, settings);
  }

  /**
   * The same on a network so small that what does not depend on its size can be told from noise.
   */
  static MethodWorkload checkedSmall(String method, String checks) {
    Map<String, String> settings = warning(method);
    settings.put("plugin.checks", checks);
    settings.put("batch-size", "8");
    settings.put("backbone.filters", "4");
    return of(method, settings);
  }

  /** The same with those of the recipe's guards that change gradients, and none that watches. */
  static MethodWorkload unwatched(String method) {
    List<String> kept = ownGuards(method).stream().filter(GRADIENT_GUARDS::contains).toList();
    return of(method, Map.of("guards", kept.isEmpty() ? "none" : String.join(", ", kept)));
  }

  private static List<String> ownGuards(String method) {
    return List.of(of(method, Map.of()).settings().get("guards").split(", ", -1));
  }

  private static MethodWorkload of(String method, Map<String, String> more) {
    if (!METHODS.contains(method)) {
      throw new IllegalArgumentException("no method '" + method + "'; there are " + METHODS);
    }
    Map<String, String> own = new LinkedHashMap<>(COMMON);
    own.putAll(more);
    own.put("recipe", method);
    if (method.equals("dino") || method.equals("swav")) {
      own.putAll(MULTI_CROP);
    }
    if (method.equals("dino")) {
      own.put("projector", DINO_HEAD);
    }
    ResolvedRecipe resolved =
        RecipeResolver.resolve(
            Recipe.empty().withSettings(own, "the benchmark"),
            PluginRegistry.discover(),
            List.of(new DjlBackend()),
            new DataFacts(CHANNELS, SIZE, IMAGES));
    return new MethodWorkload(method, resolved.settings(), resolved.plan(), noise(resolved.plan()));
  }

  private static ViewBatch noise(TrainingPlan plan) {
    SplittableRandom random = new SplittableRandom(SEED);
    List<ViewBlock> views = new ArrayList<>();
    for (ViewSpecification view : plan.views().views()) {
      float[] pixels = new float[plan.batchSize() * plan.channels() * view.size() * view.size()];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (float) random.nextGaussian();
      }
      views.add(new ViewBlock(plan.batchSize(), plan.channels(), view.size(), pixels));
    }
    return new ViewBatch(views);
  }

  /** A number that the recipe sets. */
  double number(String key) {
    return Double.parseDouble(settings.get(key));
  }

  /** Whether the method has a target network. */
  boolean hasTarget() {
    return !settings.get("target-update").equals("none");
  }
}
