package dev.doppel.runtime.plugin;

import java.nio.file.Path;
import java.util.List;

/**
 * Where a plugin with a class loader of its own lies.
 *
 * @param location a jar, or a folder with the plugin's jar and those of what it needs; absolute
 * @param jars the jars, in the order of their names
 */
record PluginPlace(Path location, List<Path> jars) {

  PluginPlace {
    jars = List.copyOf(jars);
  }

  /** The name of the jar's file, or of the folder. */
  String name() {
    return location.getFileName().toString();
  }
}
