package dev.doppel.runtime.plugin;

import dev.doppel.runtime.plugin.BrokenPlugin.Stage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;

/** What is wrong with a plugin's jars, seen before any of their code is loaded. */
final class JarInspection {

  /** A plugin would implement its own copy of the interface, not the host's. */
  static final String BRINGS_INTERFACE =
      "brings its own copy of doppel-spi, of which there must be one alone, the host's: leave it"
          + " out (scope provided)";

  private static final String INTERFACE_FOLDER = "dev/doppel/spi/";

  private static final Pattern NATIVE_LIBRARY =
      Pattern.compile(".*\\.(so(\\.\\d+)*|dll|dylib|jnilib)");

  private final PluginPlace place;
  private final List<String> providers = new ArrayList<>();
  private boolean listsProviders;

  private JarInspection(PluginPlace place) {
    this.place = place;
  }

  /** The first problem with the jars of a plugin; empty if their code may be loaded. */
  static Optional<BrokenPlugin> problem(PluginPlace place) {
    return new JarInspection(place).problem();
  }

  private Optional<BrokenPlugin> problem() {
    for (Path jar : place.jars()) {
      Optional<String> reason = problem(jar);
      if (reason.isPresent()) {
        return Optional.of(broken(jar, reason.get()));
      }
    }
    if (!providers.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        broken(
            place.location(),
            listsProviders
                ? "names no class in its file " + ServiceDeclarations.FILE
                : "has no file "
                    + ServiceDeclarations.FILE
                    + ", without which no plugin is found: if the jar was shaded, merge such files"
                    + " (ServicesResourceTransformer); if it is what a plugin needs, put both into"
                    + " a folder of their own"));
  }

  private Optional<String> problem(Path jar) {
    try (JarFile file = new JarFile(jar.toFile())) {
      ZipEntry services = file.getEntry(ServiceDeclarations.FILE);
      if (services != null) {
        listsProviders = true;
        try (InputStream in = file.getInputStream(services)) {
          providers.addAll(ServiceDeclarations.providers(in));
        }
      }
      List<String> names = file.stream().map(ZipEntry::getName).toList();
      if (names.stream().anyMatch(name -> name.startsWith(INTERFACE_FOLDER))) {
        return Optional.of(BRINGS_INTERFACE);
      }
      return names.stream()
          .filter(name -> NATIVE_LIBRARY.matcher(name).matches())
          .findFirst()
          .map(
              name ->
                  "brings a native library ("
                      + name
                      + "), which the JVM loads through one class loader only: put the jar on the"
                      + " class path instead");
    } catch (IOException e) {
      return Optional.of("cannot be read as a jar: " + e);
    }
  }

  private BrokenPlugin broken(Path location, String reason) {
    String text = location.toString();
    String provider = providers.isEmpty() ? CodeLocation.fileName(text) : providers.get(0);
    return new BrokenPlugin(text, provider, Stage.JAR, reason);
  }
}
