package dev.doppel.runtime.plugin;

import dev.doppel.runtime.plugin.BrokenPlugin.Stage;
import dev.doppel.runtime.plugin.ServiceDeclarations.Declaration;
import dev.doppel.spi.SelfSupervisedPlugin;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One search for plugins.
 *
 * <p>{@link ServiceLoader} recovers from a broken provider if each of its calls is caught by
 * itself, and goes on to the next. A class that does not link is a {@link LinkageError} there, not
 * a {@link ServiceConfigurationError}.
 */
final class PluginDiscovery {

  /** An end to a class loader that fails for ever, as JDK-8196182 has it. */
  private static final int MOST_FAILURES = 100;

  private final Set<Class<?>> seen = new HashSet<>();
  private final List<LoadedPlugin> usable = new ArrayList<>();
  private final Set<BrokenPlugin> broken = new LinkedHashSet<>();
  private final PluginInspection inspection = new PluginInspection(usable::add, broken::add);

  /** Looks through one class loader; what an earlier one brought is left out. */
  void search(ClassLoader loader) {
    ServiceDeclarations declarations = ServiceDeclarations.of(loader);
    Iterator<ServiceLoader.Provider<SelfSupervisedPlugin>> providers =
        ServiceLoader.load(SelfSupervisedPlugin.class, loader).stream().iterator();
    int failures = 0;
    while (failures < MOST_FAILURES) {
      ServiceLoader.Provider<SelfSupervisedPlugin> provider;
      try {
        if (!providers.hasNext()) {
          return;
        }
        provider = providers.next();
      } catch (ServiceConfigurationError | LinkageError e) {
        failures++;
        Declaration declaration = declarations.blame(e);
        broken.add(
            new BrokenPlugin(
                declaration.location(),
                declaration.provider(),
                Stage.LOAD,
                PluginFailure.words(e)));
        continue;
      }
      if (seen.add(provider.type())) {
        create(provider, loader);
      }
    }
  }

  private void create(ServiceLoader.Provider<SelfSupervisedPlugin> provider, ClassLoader loader) {
    Class<?> type = provider.type();
    String location = CodeLocation.of(type);
    List<String> copies = CodeLocation.copies(type.getName(), loader);
    if (copies.size() > 1) {
      broken.add(
          new BrokenPlugin(
              location,
              type.getName(),
              Stage.CONFLICT,
              "is there %d times, remove all but one: %s"
                  .formatted(copies.size(), String.join(", ", copies))));
      return;
    }
    SelfSupervisedPlugin plugin;
    try {
      plugin = provider.get();
    } catch (ServiceConfigurationError | LinkageError e) {
      broken.add(new BrokenPlugin(location, type.getName(), Stage.CREATE, PluginFailure.words(e)));
      return;
    }
    inspection.inspect(plugin);
  }

  /** Takes a plugin that was found by other means. */
  void add(SelfSupervisedPlugin plugin) {
    inspection.inspect(plugin);
  }

  /** All that was found, in the order of the plugins' names. */
  PluginRegistry registry() {
    Map<String, List<LoadedPlugin>> byName =
        usable.stream()
            .collect(
                Collectors.groupingBy(
                    plugin -> plugin.descriptor().name(), TreeMap::new, Collectors.toList()));
    List<LoadedPlugin> unique = new ArrayList<>();
    byName.forEach(
        (name, plugins) -> {
          if (plugins.size() == 1) {
            unique.add(plugins.get(0));
          } else {
            refuse(name, plugins);
          }
        });
    return new PluginRegistry(unique, List.copyOf(broken));
  }

  private void refuse(String name, List<LoadedPlugin> plugins) {
    String all =
        plugins.stream()
            .map(plugin -> plugin.provider() + " (" + plugin.descriptor().location() + ")")
            .collect(Collectors.joining(", "));
    for (LoadedPlugin plugin : plugins) {
      broken.add(
          plugin.broken(
              Stage.CONFLICT,
              "is one of %d plugins named '%s', remove all but one: %s"
                  .formatted(plugins.size(), name, all)));
    }
  }
}
