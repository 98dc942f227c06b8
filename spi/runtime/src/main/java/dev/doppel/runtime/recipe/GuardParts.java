package dev.doppel.runtime.recipe;

import dev.doppel.runtime.boundary.PartInspection;
import dev.doppel.runtime.plugin.ExtensionKind;
import dev.doppel.runtime.plugin.PluginException;
import dev.doppel.runtime.step.ConfiguredGuard;
import dev.doppel.runtime.step.GuardAction;
import dev.doppel.spi.guard.CollapseGuard;
import dev.doppel.spi.guard.CollapseGuardFactory;
import dev.doppel.spi.guard.CollapseMonitor;
import dev.doppel.spi.guard.GradientGuard;
import dev.doppel.spi.guard.TargetShaper;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads and creates the guards of a run. */
final class GuardParts {

  private final SettingsReader settings;
  private final PluginParts plugins;
  private final List<ConfiguredGuard<GradientGuard>> gradientGuards = new ArrayList<>();
  private final List<ConfiguredGuard<CollapseMonitor>> monitors = new ArrayList<>();

  GuardParts(SettingsReader settings, PluginParts plugins) {
    this.settings = settings;
    this.plugins = plugins;
  }

  List<ConfiguredGuard<GradientGuard>> gradientGuards() {
    return List.copyOf(gradientGuards);
  }

  List<ConfiguredGuard<CollapseMonitor>> monitors() {
    return List.copyOf(monitors);
  }

  /** Reads what shapes the targets; empty if nothing does, or there is a problem. */
  Optional<Sourced<TargetShaper>> readShaper() {
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
        .flatMap(selected -> create(selected).map(made -> made.map(TargetShaper.class::cast)));
  }

  /** Reads the key {@code guards} and the options of what it names. */
  void read() {
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

  private void add(String name, Sourced<CollapseGuard> guard, GuardAction action) {
    if (guard.part() instanceof GradientGuard gradientGuard) {
      gradientGuards.add(new ConfiguredGuard<>(name, gradientGuard, action, guard.origin()));
    } else if (guard.part() instanceof CollapseMonitor monitor) {
      monitors.add(new ConfiguredGuard<>(name, monitor, action, guard.origin()));
    }
  }

  /** Whether a guard is of the kind that its key is for; if not, a problem says the right key. */
  private boolean shapesTargets(Selected<CollapseGuardFactory> selected, boolean wanted) {
    boolean shapes = TargetShaper.class.isAssignableFrom(kind(selected));
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

  private static Class<? extends CollapseGuard> kind(Selected<CollapseGuardFactory> selected) {
    CollapseGuardFactory factory = selected.registered().factory();
    return selected
        .boundary()
        .<CollapseGuardFactory, Class<? extends CollapseGuard>>create(
            factory, CollapseGuardFactory::kind);
  }

  private Optional<Sourced<CollapseGuard>> create(Selected<CollapseGuardFactory> selected) {
    Class<? extends CollapseGuard> kind = kind(selected);
    Optional<Sourced<CollapseGuard>> guard = plugins.make(selected, CollapseGuardFactory::create);
    if (guard.isPresent() && !kind.isInstance(guard.get().part())) {
      throw new PluginException(
          "%s of plugin %s announced a %s and created %s"
              .formatted(
                  selected.owner(),
                  selected.registered().plugin(),
                  kind.getSimpleName(),
                  guard.get().part().getClass().getName()));
    }
    guard.ifPresent(made -> PartInspection.guard(made.origin(), made.part()));
    return guard;
  }
}
