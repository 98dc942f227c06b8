package dev.doppel.pluginjars;

import dev.doppel.spi.SelfSupervisedPlugin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;

/** The plugins on this class path, as the modules they are on a module path. */
final class PluginModules {

  private static final String SERVICES =
      "META-INF/services/" + SelfSupervisedPlugin.class.getName();

  private PluginModules() {}

  /** The modules that bring a plugin, one a jar. */
  static List<ModuleReference> all() {
    return ServiceLoader.load(SelfSupervisedPlugin.class).stream()
        .map(provider -> moduleAt(ReactorArtifacts.location(provider.type())))
        .toList();
  }

  /** The plugins that a module declares in its descriptor. */
  static List<String> provided(ModuleReference module) {
    return module.descriptor().provides().stream()
        .filter(provides -> provides.service().equals(SelfSupervisedPlugin.class.getName()))
        .map(ModuleDescriptor.Provides::providers)
        .flatMap(List::stream)
        .toList();
  }

  /** The plugins that a module lists for the class path, comments left out. */
  static List<String> listed(ModuleReference module) {
    try (ModuleReader reader = module.open()) {
      ByteBuffer content =
          reader
              .read(SERVICES)
              .orElseThrow(
                  () -> new AssertionError(module.location() + " has no file " + SERVICES));
      return StandardCharsets.UTF_8
          .decode(content)
          .toString()
          .lines()
          .map(line -> line.replaceFirst("#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ModuleReference moduleAt(Path location) {
    return ModuleFinder.of(location).findAll().stream()
        .findFirst()
        .orElseThrow(() -> new AssertionError(location + " is no module"));
  }
}
