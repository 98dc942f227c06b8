package dev.doppel.outside;

import dev.doppel.runtime.plugin.BrokenPlugin;
import dev.doppel.runtime.plugin.ExtensionKind;
import dev.doppel.runtime.plugin.PluginDescriptor;
import dev.doppel.runtime.plugin.PluginPin;
import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.runtime.plugin.PluginSearch;
import dev.doppel.runtime.plugin.UnknownExtensionException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that writes what it finds of plugins into a file: a line for each that works, one for
 * each that is broken, and last the answer to who asks for a loss that none brings.
 *
 * <p>It lies in a package of its own, since those of the runtime are a module's.
 */
public final class ListPlugins {

  /** Separates the parts of a line; no part has it. */
  public static final String SEPARATOR = "\t";

  private ListPlugins() {}

  /**
   * Begins the program.
   *
   * @param arguments the file; then, if there are any, pins of the jars that may be loaded, and
   *     names of those to leave out
   */
  public static void main(String[] arguments) throws Exception {
    List<PluginPin> pins = new ArrayList<>();
    List<String> without = new ArrayList<>();
    for (String argument : List.of(arguments).subList(1, arguments.length)) {
      if (argument.contains("=")) {
        pins.add(PluginPin.parse(argument));
      } else {
        without.add(argument);
      }
    }
    PluginRegistry registry =
        PluginSearch.classPath(ListPlugins.class.getClassLoader())
            .withPins(pins)
            .without(without)
            .discover();
    List<String> lines = new ArrayList<>();
    for (PluginDescriptor plugin : registry.plugins()) {
      lines.add(String.join(SEPARATOR, "works", plugin.name(), plugin.location()));
    }
    for (BrokenPlugin plugin : registry.broken()) {
      lines.add(
          String.join(
              SEPARATOR,
              "broken",
              plugin.provider(),
              plugin.location(),
              plugin.stage().name(),
              plugin.reason()));
    }
    try {
      registry.find(ExtensionKind.LOSS, "wanted", "loss=wanted in a.yaml:1");
    } catch (UnknownExtensionException e) {
      lines.add(e.getMessage());
    }
    Files.write(Path.of(arguments[0]), lines, StandardCharsets.UTF_8);
  }
}
