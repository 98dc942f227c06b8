package dev.doppel.runtime.recipe;

import dev.doppel.runtime.boundary.BoundaryChecks;
import dev.doppel.runtime.boundary.PartOrigin;
import dev.doppel.runtime.boundary.PluginBoundary;
import dev.doppel.runtime.plugin.ExtensionKind;
import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.runtime.plugin.Registered;
import dev.doppel.runtime.plugin.UnknownExtensionException;
import dev.doppel.spi.ExtensionFactory;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Finds and creates what a recipe selects of plugins. */
final class PluginParts {

  private final PluginRegistry registry;
  private final SettingsReader settings;
  private final List<Provenance> provenance = new ArrayList<>();

  PluginParts(PluginRegistry registry, SettingsReader settings) {
    this.registry = registry;
    this.settings = settings;
  }

  /** Reads a selector that must be set, and the options under it. */
  <F extends ExtensionFactory> Optional<Selected<F>> require(
      RecipeKey<String> key, ExtensionKind<F> kind) {
    Optional<String> name = settings.read(key);
    if (name.isEmpty()) {
      settings.skip(key.key());
      if (!settings.isGiven(key)) {
        settings.missing(
            key.key(), "must be set to the name of a " + kind + ", or recipe to one that sets it");
      }
    }
    return name.flatMap(text -> select(key.key(), key.key(), kind, text));
  }

  /**
   * Finds a factory and reads its options.
   *
   * @param key the key that asks
   * @param prefix what the options' keys begin with
   */
  <F extends ExtensionFactory> Optional<Selected<F>> select(
      String key, String prefix, ExtensionKind<F> kind, String name) {
    Optional<Registered<F>> found = find(key, kind, name);
    if (found.isEmpty()) {
      settings.skip(prefix);
      return Optional.empty();
    }
    String owner = "%s '%s'".formatted(kind, name);
    List<Option<?>> declared = options(owner, found.get());
    Optional<Options> options = settings.options(prefix, owner, declared);
    if (options.isEmpty()) {
      return Optional.empty();
    }
    Selected<F> selected = new Selected<>(key, owner, found.get(), options.get());
    Optional<List<String>> problems = create(selected, ExtensionFactory::problems);
    problems.orElse(List.of()).forEach(problem -> settings.problem(key, owner + ": " + problem));
    return problems.filter(List::isEmpty).map(none -> selected);
  }

  /** The options that a factory declares. */
  static <F extends ExtensionFactory> List<Option<?>> options(String owner, Registered<F> found) {
    return new PluginBoundary(PartOrigin.of(owner, found.plugin()), BoundaryChecks.FULL)
        .create(found.factory(), ExtensionFactory::options);
  }

  /** Finds a factory; what is wrong is reported under the key that asks. */
  <F> Optional<Registered<F>> find(String key, ExtensionKind<F> kind, String name) {
    String askedBy =
        key + "=" + name + settings.given(key).map(setting -> ", " + setting.origin()).orElse("");
    try {
      Registered<F> found = registry.find(kind, name, askedBy);
      note(kind, name, found);
      return Optional.of(found);
    } catch (UnknownExtensionException e) {
      settings.problem(key, e.summary(), e.details());
      return Optional.empty();
    }
  }

  /** Notes that the run uses something. */
  void note(ExtensionKind<?> kind, String name, Registered<?> found) {
    Provenance entry = new Provenance(kind.singular(), name, found.plugin());
    if (!provenance.contains(entry)) {
      provenance.add(entry);
    }
  }

  /**
   * Calls a factory.
   *
   * @throws dev.doppel.runtime.plugin.PluginException if the plugin fails; what it says about its
   *     arguments is a problem of the recipe instead
   */
  <F, T> Optional<T> create(Selected<F> selected, BiFunction<F, Options, T> creation) {
    F factory = selected.registered().factory();
    try {
      return Optional.of(
          selected.boundary().create(factory, it -> creation.apply(it, selected.options())));
    } catch (IllegalArgumentException e) {
      settings.problem(selected.key(), selected.owner() + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  /** Calls a factory, and remembers where what it makes comes from. */
  <F, T> Optional<Sourced<T>> make(Selected<F> selected, BiFunction<F, Options, T> creation) {
    return create(selected, creation).map(made -> new Sourced<>(made, selected.origin()));
  }

  List<Provenance> provenance() {
    return List.copyOf(provenance);
  }
}
