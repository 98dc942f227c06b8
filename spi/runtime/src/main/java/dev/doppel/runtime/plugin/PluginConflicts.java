package dev.doppel.runtime.plugin;

import dev.doppel.runtime.plugin.BrokenPlugin.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Plugins of which there must be one and are several. None of them is used: which one a user meant
 * is nothing that the order of jars could tell.
 */
final class PluginConflicts {

  private PluginConflicts() {}

  /** The plugins whose names no other has, in the order of names; the others are refused. */
  static List<LoadedPlugin> without(List<LoadedPlugin> plugins, Consumer<BrokenPlugin> broken) {
    Map<String, List<LoadedPlugin>> byName =
        plugins.stream()
            .collect(
                Collectors.groupingBy(
                    plugin -> plugin.descriptor().name(), TreeMap::new, Collectors.toList()));
    List<LoadedPlugin> unique = new ArrayList<>();
    byName.forEach(
        (name, same) -> {
          if (same.size() == 1) {
            unique.add(same.get(0));
          } else {
            refuse(name, same, broken);
          }
        });
    return unique;
  }

  private static void refuse(
      String name, List<LoadedPlugin> plugins, Consumer<BrokenPlugin> broken) {
    List<String> locations =
        plugins.stream().map(plugin -> plugin.descriptor().location()).distinct().toList();
    boolean oneClass = plugins.stream().map(LoadedPlugin::provider).distinct().count() == 1;
    if (oneClass && locations.size() == plugins.size()) {
      broken.accept(copies(plugins.get(0).provider(), locations));
      return;
    }
    String all =
        plugins.stream()
            .map(plugin -> plugin.provider() + " (" + plugin.descriptor().location() + ")")
            .collect(Collectors.joining(", "));
    for (LoadedPlugin plugin : plugins) {
      broken.accept(
          plugin.broken(
              Stage.CONFLICT,
              "is one of %d plugins named '%s', remove all but one: %s"
                  .formatted(plugins.size(), name, all)));
    }
  }

  /** A class that several jars have, such as two versions of one jar. */
  static BrokenPlugin copies(String provider, List<String> locations) {
    return new BrokenPlugin(
        locations.get(0),
        provider,
        Stage.CONFLICT,
        "is there %d times, remove all but one: %s"
            .formatted(locations.size(), String.join(", ", locations)));
  }
}
