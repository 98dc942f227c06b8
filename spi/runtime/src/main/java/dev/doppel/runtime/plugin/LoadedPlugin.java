package dev.doppel.runtime.plugin;

import java.util.List;
import java.util.Map;

/** A plugin that passed inspection, with a copy of all it lists, by kind. */
record LoadedPlugin(
    PluginDescriptor descriptor, String provider, Map<ExtensionKind<?>, List<?>> extensions) {

  BrokenPlugin broken(BrokenPlugin.Stage stage, String reason) {
    return new BrokenPlugin(descriptor.location(), provider, stage, reason);
  }
}
