package dev.doppel.runtime.plugin;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A plugin that passed inspection.
 *
 * @param jars its own jar and those that it shares a class loader with; none if it is in no jar
 * @param extensions a copy of all it lists, by kind
 */
record LoadedPlugin(
    PluginDescriptor descriptor,
    String provider,
    List<Path> jars,
    Map<ExtensionKind<?>, List<?>> extensions) {

  BrokenPlugin broken(BrokenPlugin.Stage stage, String reason) {
    return new BrokenPlugin(descriptor.location(), provider, stage, reason);
  }
}
