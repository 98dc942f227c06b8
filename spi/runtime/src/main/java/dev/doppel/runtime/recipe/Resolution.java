package dev.doppel.runtime.recipe;

import dev.doppel.runtime.boundary.BoundaryChecks;
import dev.doppel.runtime.plugin.ExtensionKind;
import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.runtime.step.Method;
import dev.doppel.runtime.step.StepRoles;
import dev.doppel.runtime.training.TrainingBackend;
import dev.doppel.runtime.training.TrainingPlan;
import dev.doppel.spi.loss.Network;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.view.ViewPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One recipe on its way to a plan. Each part reads its keys; problems are collected all along. */
final class Resolution {

  private final Recipe recipe;
  private final PluginRegistry registry;
  private final List<TrainingBackend> backends;
  private final DataFacts facts;
  private final List<Option<?>> dataOptions;

  Resolution(
      Recipe recipe,
      PluginRegistry registry,
      List<TrainingBackend> backends,
      DataFacts facts,
      List<Option<?>> dataOptions) {
    this.recipe = recipe;
    this.registry = registry;
    this.backends = backends;
    this.facts = facts;
    this.dataOptions = dataOptions;
  }

  ResolvedRecipe resolve() {
    PresetChoice preset = PresetChoice.of(recipe, registry, facts);
    List<RecipeLayer> layers = new ArrayList<>(preset.layer());
    layers.addAll(recipe.layers());
    SettingsReader settings = new SettingsReader(new LayerMerge(layers));
    PluginParts plugins = new PluginParts(registry, settings);
    if (preset.failed()) {
      settings.ignoreMissing();
    }
    readPreset(preset, settings, plugins);
    BackendChoice backend = new BackendChoice(settings, backends);
    RunParts run = new RunParts(settings, facts, dataOptions);
    MethodParts method = new MethodParts(settings, plugins);
    NetworkParts network = new NetworkParts(settings, backend);
    ViewParts views = new ViewParts(settings, plugins, facts.channels(), run.imageSize());
    Optional<Boolean> symmetric = settings.read(RecipeKeys.SYMMETRIC);
    Optional<Boolean> stopGradient = settings.read(RecipeKeys.STOP_GRADIENT).map("on"::equals);
    Optional<BoundaryChecks> checks =
        settings.read(RecipeKeys.PLUGIN_CHECKS).map(Resolution::checks);
    OptimizerParts optimizer = new OptimizerParts(settings, run);
    Optional<Network> encoder =
        settings
            .read(RecipeKeys.ENCODER)
            .map(word -> Network.valueOf(word.toUpperCase(Locale.ROOT)));
    // Only checked and recorded here: whoever keeps the run reads the values for itself.
    RecipeKeys.keeping().forEach(settings::read);
    // Plugins were looked for by now: RecipePlugins reads these.
    RecipeKeys.plugins().forEach(settings::read);
    settings.reportUnknown();
    network.checkBatchOfOne(run.batchSize());
    network.checkWidths(method.loss());
    Optional<Method> known = method.method(symmetric, stopGradient, checks);
    List<Integer> sizes = views.sizes(known);
    network.checkBackbone(sizes);
    views.checkSizes(network.batchStatistics(), sizes);

    throwIfAny(preset, settings);
    Method created = known.orElseThrow();
    checkRoles(created, views.policy().orElseThrow(), settings);
    new MethodMatch(settings, created).check(network.predictor());
    throwIfAny(preset, settings);
    TrainingPlan plan =
        new TrainingPlan(
            created,
            settings.resolved().get(RecipeKeys.BACKBONE.key()).value(),
            network.backboneOptions(),
            network.projector(),
            network.predictor(),
            network.batchStatistics().orElseThrow(),
            optimizer.plan(),
            views.policy().orElseThrow(),
            facts.channels(),
            Math.toIntExact(run.batchSize().orElseThrow()),
            run.steps(),
            run.stepsPerEpoch().orElseThrow(),
            run.seed(),
            run.device(),
            run.threads(),
            encoder.orElseThrow());
    Map<String, String> values = new LinkedHashMap<>();
    Map<String, String> origins = new LinkedHashMap<>();
    settings.resolved().forEach((key, setting) -> values.put(key, setting.value()));
    settings.resolved().forEach((key, setting) -> origins.put(key, setting.origin()));
    return new ResolvedRecipe(
        plan, backend.backend().orElseThrow(), values, origins, plugins.provenance());
  }

  /** What the key {@code plugin.checks} is set to. */
  static BoundaryChecks checks(String word) {
    return BoundaryChecks.valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** The resolved recipe names its preset in full, so that it stays the same for other images. */
  private static void readPreset(
      PresetChoice preset, SettingsReader settings, PluginParts plugins) {
    settings.read(RecipeKeys.RECIPE);
    preset
        .preset()
        .ifPresent(
            found -> {
              String name = found.factory().fullName();
              String origin = settings.given(RecipeKeys.RECIPE.key()).orElseThrow().origin();
              settings.record(RecipeKeys.RECIPE.key(), name, origin);
              plugins.note(ExtensionKind.RECIPE, name, found);
            });
  }

  private static void checkRoles(Method method, ViewPolicy policy, SettingsReader settings) {
    try {
      StepRoles.of(method, policy.kinds());
    } catch (IllegalArgumentException e) {
      settings.problem(RecipeKeys.VIEWS.key(), "does not suit the loss: " + e.getMessage());
    }
  }

  private void throwIfAny(PresetChoice preset, SettingsReader settings) {
    List<RecipeProblem> all = new ArrayList<>(recipe.problems());
    all.addAll(preset.problems());
    all.addAll(settings.problems());
    if (!all.isEmpty()) {
      throw new RecipeException(all, recipe.sources().stream().distinct().toList());
    }
  }
}
