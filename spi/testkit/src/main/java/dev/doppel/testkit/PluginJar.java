package dev.doppel.testkit;

import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The jar, or the folder of classes, that a plugin comes from. */
final class PluginJar {

  private static final String SERVICE = "dev.doppel.spi.SelfSupervisedPlugin";

  private final Path location;

  private PluginJar(Path location) {
    this.location = location;
  }

  static PluginJar of(Class<?> plugin) {
    try {
      return new PluginJar(
          Path.of(plugin.getProtectionDomain().getCodeSource().getLocation().toURI()));
    } catch (URISyntaxException exception) {
      throw new IllegalArgumentException(
          "the place of " + plugin.getName() + " is no path", exception);
    }
  }

  /** The class names in the service file; empty if there is no file. */
  List<String> servicesFile() {
    String file = "META-INF/services/" + SERVICE;
    try {
      if (Files.isDirectory(location)) {
        Path services = location.resolve(file);
        return Files.exists(services) ? names(services.toUri().toURL()) : List.of();
      }
      return names(URI.create("jar:" + location.toUri() + "!/" + file).toURL());
    } catch (FileNotFoundException absent) {
      return List.of();
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  /** The class names in the module's 'provides'; empty if this is no module. */
  Optional<List<String>> moduleProviders() {
    return ModuleFinder.of(location).findAll().stream()
        .map(ModuleReference::descriptor)
        .filter(descriptor -> !descriptor.isAutomatic())
        .findFirst()
        .map(PluginJar::providers);
  }

  private static List<String> providers(ModuleDescriptor descriptor) {
    return descriptor.provides().stream()
        .filter(provides -> provides.service().equals(SERVICE))
        .flatMap(provides -> provides.providers().stream())
        .toList();
  }

  private static List<String> names(URL services) throws IOException {
    try (InputStream stream = services.openStream();
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .map(line -> line.replaceFirst("#.*", "").trim())
          .filter(line -> !line.isEmpty())
          .toList();
    }
  }

  @Override
  public String toString() {
    return location.toString();
  }
}
