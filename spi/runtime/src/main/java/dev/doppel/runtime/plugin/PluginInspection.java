package dev.doppel.runtime.plugin;

import dev.doppel.runtime.plugin.BrokenPlugin.Stage;
import dev.doppel.spi.ExtensionFactory;
import dev.doppel.spi.SelfSupervisedPlugin;
import dev.doppel.spi.SpiVersion;
import dev.doppel.spi.guard.CollapseGuard;
import dev.doppel.spi.guard.CollapseGuardFactory;
import dev.doppel.spi.guard.CollapseMonitor;
import dev.doppel.spi.guard.GradientGuard;
import dev.doppel.spi.guard.TargetShaper;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.recipe.RecipePreset;
import java.io.Serial;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The first calls to a plugin: the handshake, then all it says about itself.
 *
 * <p>A plugin that was compiled against another interface, or whose jar lacks a class, often loads
 * well and fails when it is first called. Asking everything here finds that before a run starts.
 */
final class PluginInspection {

  private static final String NAME = "[a-z][a-z0-9-]{0,63}";

  /** What the keys begin with that say which plugins there are. */
  private static final String PLUGIN_KEYS = "plugin.";

  private static final List<Class<? extends CollapseGuard>> KINDS =
      List.of(TargetShaper.class, GradientGuard.class, CollapseMonitor.class);

  private final Consumer<LoadedPlugin> usable;
  private final Consumer<BrokenPlugin> broken;

  PluginInspection(Consumer<LoadedPlugin> usable, Consumer<BrokenPlugin> broken) {
    this.usable = usable;
    this.broken = broken;
  }

  /**
   * Inspects a plugin.
   *
   * @param jars the jars of its class loader; none if it is not its own
   */
  void inspect(SelfSupervisedPlugin plugin, List<Path> jars) {
    String provider = plugin.getClass().getName();
    String location = CodeLocation.of(plugin.getClass());
    Stage stage = Stage.HANDSHAKE;
    try {
      int spiVersion = plugin.spiVersion();
      if (spiVersion < PluginRegistry.MINIMUM_SPI_VERSION || spiVersion > SpiVersion.CURRENT) {
        throw new UnusablePluginException(
            "was built for interface version %d, this host supports %d to %d"
                .formatted(spiVersion, PluginRegistry.MINIMUM_SPI_VERSION, SpiVersion.CURRENT));
      }
      stage = Stage.DESCRIBE;
      usable.accept(
          new LoadedPlugin(
              describe(plugin, spiVersion, location),
              provider,
              jars.isEmpty() ? CodeLocation.jar(location).stream().toList() : jars,
              extensions(plugin)));
    } catch (UnusablePluginException e) {
      broken.accept(new BrokenPlugin(location, provider, stage, e.getMessage()));
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
      broken.accept(new BrokenPlugin(location, provider, stage, PluginFailure.words(e)));
    }
  }

  private static PluginDescriptor describe(
      SelfSupervisedPlugin plugin, int spiVersion, String location) {
    String name = requireName("itself", plugin.name());
    String version = plugin.version();
    return new PluginDescriptor(
        name, version == null ? PluginDescriptor.UNKNOWN_VERSION : version, spiVersion, location);
  }

  private static Map<ExtensionKind<?>, List<?>> extensions(SelfSupervisedPlugin plugin) {
    Map<ExtensionKind<?>, List<?>> extensions = new LinkedHashMap<>();
    for (ExtensionKind<?> kind : ExtensionKind.all()) {
      extensions.put(kind, list(kind, plugin));
    }
    return extensions;
  }

  private static <F> List<F> list(ExtensionKind<F> kind, SelfSupervisedPlugin plugin) {
    List<F> factories = kind.listedBy(plugin);
    if (factories == null) {
      throw new UnusablePluginException("returns null for its list of " + kind.plural());
    }
    List<F> checked = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (F factory : factories) {
      if (factory == null) {
        throw new UnusablePluginException("lists a " + kind.singular() + " that is null");
      }
      String name = check(kind, factory);
      if (!names.add(name)) {
        throw new UnusablePluginException(
            "lists 2 %s with the name '%s'".formatted(kind.plural(), name));
      }
      checked.add(factory);
    }
    return List.copyOf(checked);
  }

  private static <F> String check(ExtensionKind<F> kind, F factory) {
    if (factory instanceof RecipePreset preset) {
      requireName("a recipe", preset.name());
      preset.settings().keySet().stream()
          .filter(key -> key.startsWith(PLUGIN_KEYS))
          .findFirst()
          .ifPresent(
              key -> {
                throw new UnusablePluginException(
                    "sets '%s' in its recipe '%s'; which plugins there are is the user's to say"
                        .formatted(key, preset.fullName()));
              });
      return preset.fullName();
    }
    String name = requireName("a " + kind.singular(), kind.nameOf(factory));
    if (factory instanceof ExtensionFactory described) {
      String owner = "%s '%s'".formatted(kind.singular(), name);
      if (described.description() == null) {
        throw new UnusablePluginException("has no description of " + owner);
      }
      checkFormerNames(owner, name, described.formerNames());
      checkOptions(owner, described.options());
      if (factory instanceof CollapseGuardFactory guard) {
        checkKind(owner, guard.kind());
      }
    }
    return name;
  }

  private static void checkFormerNames(String owner, String name, List<String> formerNames) {
    if (formerNames == null) {
      throw new UnusablePluginException("returns null for the former names of " + owner);
    }
    for (String former : formerNames) {
      if (requireName(owner + " formerly", former).equals(name)) {
        throw new UnusablePluginException("calls the name of " + owner + " a former one");
      }
    }
  }

  private static void checkOptions(String owner, List<Option<?>> options) {
    if (options == null) {
      throw new UnusablePluginException("returns null for the options of " + owner);
    }
    Set<String> names = new HashSet<>();
    for (Option<?> option : options) {
      if (!names.add(option.name())) {
        throw new UnusablePluginException(
            "declares option '%s' of %s twice".formatted(option.name(), owner));
      }
    }
  }

  private static void checkKind(String owner, Class<? extends CollapseGuard> guard) {
    if (guard == null || KINDS.stream().noneMatch(kind -> kind.isAssignableFrom(guard))) {
      throw new UnusablePluginException(
          "says that %s is a %s; a guard is a TargetShaper, a GradientGuard or a CollapseMonitor"
              .formatted(owner, guard == null ? "null" : guard.getName()));
    }
  }

  private static String requireName(String what, String name) {
    if (name == null || !name.matches(NAME)) {
      throw new UnusablePluginException(
          "names %s '%s'; a name begins with a lower-case letter and has up to 64 of them, digits and hyphens"
              .formatted(what, name));
    }
    return name;
  }

  /** A rule that the plugin breaks. */
  private static final class UnusablePluginException extends RuntimeException {

    @Serial private static final long serialVersionUID = 1;

    UnusablePluginException(String message) {
      super(message);
    }
  }
}
