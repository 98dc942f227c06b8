package dev.doppel.runtime.recipe;

import dev.doppel.runtime.plugin.ExtensionKind;
import dev.doppel.runtime.plugin.PluginException;
import dev.doppel.runtime.step.ConfiguredGuard;
import dev.doppel.runtime.step.GuardAction;
import dev.doppel.runtime.step.Method;
import dev.doppel.spi.guard.CollapseGuard;
import dev.doppel.spi.guard.CollapseGuardFactory;
import dev.doppel.spi.guard.CollapseMonitor;
import dev.doppel.spi.guard.GradientGuard;
import dev.doppel.spi.guard.TargetShaper;
import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.loss.LossFactory;
import dev.doppel.spi.target.TargetUpdate;
import dev.doppel.spi.target.TargetUpdateFactory;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads and creates the plugins' parts of a run. */
final class MethodParts {

  private final SettingsReader settings;
  private final PluginParts plugins;
  private final Optional<Loss> loss;
  private final Optional<TargetUpdate> targetUpdate;
  private final Optional<TargetShaper> shaper;
  private final List<ConfiguredGuard<GradientGuard>> gradientGuards = new ArrayList<>();
  private final List<ConfiguredGuard<CollapseMonitor>> monitors = new ArrayList<>();

  MethodParts(SettingsReader settings, PluginParts plugins) {
    this.settings = settings;
    this.plugins = plugins;
    loss =
        plugins
            .require(RecipeKeys.LOSS, ExtensionKind.LOSS)
            .flatMap(selected -> plugins.create(selected, LossFactory::create));
    targetUpdate =
        plugins
            .require(RecipeKeys.TARGET_UPDATE, ExtensionKind.TARGET_UPDATE)
            .flatMap(selected -> plugins.create(selected, TargetUpdateFactory::create));
    shaper = readShaper();
    readGuards();
  }

  /** The loss; empty if there is a problem. */
  Optional<Loss> loss() {
    return loss;
  }

  /** The method; empty if there is a problem with its loss, its update or what is given. */
  Optional<Method> method(Optional<Boolean> symmetric, Optional<Boolean> stopGradient) {
    if (loss.isEmpty() || targetUpdate.isEmpty() || symmetric.isEmpty() || stopGradient.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Method(
            loss.get(),
            targetUpdate.get(),
            shaper,
            gradientGuards,
            monitors,
            symmetric.get(),
            stopGradient.get()));
  }

  private Optional<TargetShaper> readShaper() {
    String key = RecipeKeys.TARGET_SHAPING.key();
    Optional<String> name = settings.read(RecipeKeys.TARGET_SHAPING);
    if (name.isEmpty()) {
      settings.skip(key);
    }
    if (name.isEmpty() || name.get().equals(RecipeKeys.NONE)) {
      return Optional.empty();
    }
    return plugins
        .select(key, key, ExtensionKind.GUARD, name.get())
        .filter(selected -> shapesTargets(selected, true))
        .flatMap(selected -> create(selected).map(TargetShaper.class::cast));
  }

  private void readGuards() {
    String key = RecipeKeys.GUARDS.key();
    Optional<String> text = settings.read(RecipeKeys.GUARDS);
    if (text.isEmpty()) {
      settings.skip(RecipeKeys.GUARD);
    }
    List<String> names = CommaList.of(text.orElse(RecipeKeys.NONE));
    if (names.equals(List.of(RecipeKeys.NONE))) {
      return;
    }
    Set<String> once = new LinkedHashSet<>();
    for (String name : names) {
      if (once.add(name)) {
        readGuard(key, name);
      } else {
        settings.problem(key, "names '" + name + "' more than once");
      }
    }
  }

  private void readGuard(String key, String name) {
    String prefix = RecipeKeys.GUARD_PREFIX + name;
    Optional<Selected<CollapseGuardFactory>> selected =
        plugins.select(key, prefix, ExtensionKind.GUARD, name);
    if (selected.isPresent() && !shapesTargets(selected.get(), false)) {
      settings.skip(prefix);
      return;
    }
    GuardAction action =
        settings
            .read(RecipeKey.of(prefix, RecipeKeys.ACTION))
            .map(word -> GuardAction.valueOf(word.toUpperCase(Locale.ROOT)))
            .orElse(GuardAction.STOP);
    selected.flatMap(this::create).ifPresent(guard -> add(name, guard, action));
  }

  private void add(String name, CollapseGuard guard, GuardAction action) {
    if (guard instanceof GradientGuard gradientGuard) {
      gradientGuards.add(new ConfiguredGuard<>(name, gradientGuard, action));
    } else if (guard instanceof CollapseMonitor monitor) {
      monitors.add(new ConfiguredGuard<>(name, monitor, action));
    }
  }

  /** Whether a guard is of the kind that its key is for; if not, a problem says the right key. */
  private boolean shapesTargets(Selected<CollapseGuardFactory> selected, boolean wanted) {
    boolean shapes = TargetShaper.class.isAssignableFrom(selected.registered().factory().kind());
    if (shapes == wanted) {
      return true;
    }
    String name = selected.registered().factory().name();
    settings.problem(
        selected.key(),
        wanted
            ? "%s does not shape targets: choose it with guards = %s"
                .formatted(selected.owner(), name)
            : "%s shapes targets: choose it with target-shaping = %s"
                .formatted(selected.owner(), name));
    return false;
  }

  private Optional<CollapseGuard> create(Selected<CollapseGuardFactory> selected) {
    Class<? extends CollapseGuard> kind = selected.registered().factory().kind();
    Optional<CollapseGuard> guard = plugins.create(selected, CollapseGuardFactory::create);
    if (guard.isPresent() && !kind.isInstance(guard.get())) {
      throw new PluginException(
          "%s of plugin %s announced a %s and created %s"
              .formatted(
                  selected.owner(),
                  selected.registered().plugin(),
                  kind.getSimpleName(),
                  guard.get().getClass().getName()));
    }
    return guard;
  }
}
