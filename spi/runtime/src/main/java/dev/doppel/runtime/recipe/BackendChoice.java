package dev.doppel.runtime.recipe;

import dev.doppel.runtime.network.HeadSpecification;
import dev.doppel.runtime.training.TrainingBackend;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Chooses the platform and its backbone. */
final class BackendChoice {

  private final SettingsReader settings;
  private final Optional<TrainingBackend> backend;

  BackendChoice(SettingsReader settings, List<TrainingBackend> backends) {
    this.settings = settings;
    this.backend = choose(backends);
  }

  /** The platform; empty if it is not clear which. */
  Optional<TrainingBackend> backend() {
    return backend;
  }

  private Optional<TrainingBackend> choose(List<TrainingBackend> backends) {
    String key = RecipeKeys.BACKEND.key();
    Optional<String> name = settings.read(RecipeKeys.BACKEND);
    List<String> names = backends.stream().map(TrainingBackend::name).sorted().toList();
    if (name.isPresent()) {
      Optional<TrainingBackend> named =
          backends.stream().filter(present -> present.name().equals(name.get())).findFirst();
      if (named.isEmpty()) {
        settings.problem(
            key,
            "no such backend on the class path"
                + SettingsReader.didYouMean(name.get(), names)
                + "; there is "
                + words(names));
      }
      return named;
    }
    if (settings.isGiven(RecipeKeys.BACKEND)) {
      return Optional.empty();
    }
    if (backends.size() == 1) {
      settings.record(key, names.get(0), RecipeSetting.DEFAULT);
      return Optional.of(backends.get(0));
    }
    // Not a matter of the preset: no preset chooses the platform.
    settings.problem(
        key,
        backends.isEmpty()
            ? "there is no backend on the class path; add doppel-djl or doppel-dl4j"
            : "must be set, there are several backends: " + words(names));
    return Optional.empty();
  }

  private static String words(List<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  /** Reads the backbone's options. */
  Optional<Options> backboneOptions() {
    String key = RecipeKeys.BACKBONE.key();
    Optional<String> name = settings.read(RecipeKeys.BACKBONE);
    if (name.isEmpty() && !settings.isGiven(RecipeKeys.BACKBONE)) {
      settings.missing(key, "must be set to the name of a backbone" + available());
    }
    if (name.isEmpty() || backend.isEmpty()) {
      settings.skip(key);
      return Optional.empty();
    }
    Map<String, List<Option<?>>> backbones = backend.get().backbones();
    if (!backbones.containsKey(name.get())) {
      settings.skip(key);
      settings.problem(
          key,
          "no such backbone" + SettingsReader.didYouMean(name.get(), backbones.keySet()),
          List.of("backbones of backend '" + backend.get().name() + "': " + names(backend.get())));
      return Optional.empty();
    }
    String owner = "backbone '" + name.get() + "'";
    return settings.options(key, owner, backbones.get(name.get()));
  }

  /** What the platform cannot build of a head; empty where there is no platform, either. */
  Optional<String> headProblem(HeadSpecification head) {
    return backend.flatMap(platform -> platform.headProblem(head));
  }

  /** Whether the chosen backbone has batch normalisation; only where its options are valid. */
  boolean backboneHasBatchNorm(Options options) {
    String name = settings.resolved().get(RecipeKeys.BACKBONE.key()).value();
    return backend.orElseThrow().hasBatchNorm(name, options);
  }

  /** Reports what does not go together in the chosen backbone's valid options and the views. */
  void checkBackbone(Options options, List<Integer> viewSizes) {
    String key = RecipeKeys.BACKBONE.key();
    String name = settings.resolved().get(key).value();
    backend
        .orElseThrow()
        .backboneProblems(name, options, viewSizes)
        .forEach(
            (option, problem) ->
                settings.problem(option.isEmpty() ? key : key + "." + option, problem));
  }

  private String available() {
    return backend.map(platform -> ": " + names(platform)).orElse("");
  }

  private static String names(TrainingBackend backend) {
    return String.join(", ", new TreeMap<>(backend.backbones()).keySet());
  }
}
