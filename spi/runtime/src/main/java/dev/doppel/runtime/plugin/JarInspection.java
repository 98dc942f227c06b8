package dev.doppel.runtime.plugin;

import dev.doppel.runtime.plugin.BrokenPlugin.Stage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
  private final List<Path> declaring = new ArrayList<>();
  private Optional<BrokenPlugin> problem = Optional.empty();

  private JarInspection(PluginPlace place) {
    this.place = place;
  }

  /** Inspects the jars of a plugin. */
  static JarInspection of(PluginPlace place) {
    JarInspection inspection = new JarInspection(place);
    inspection.problem = inspection.inspect();
    return inspection;
  }

  /** The first problem with the jars; empty if their code may be loaded. */
  Optional<BrokenPlugin> problem() {
    return problem;
  }

  /** The jars with a services file. */
  List<Path> declaring() {
    return List.copyOf(declaring);
  }

  private Optional<BrokenPlugin> inspect() {
    for (Path jar : place.jars()) {
      Optional<String> reason = inspect(jar);
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
            !declaring.isEmpty()
                ? "names no class in its file " + ServiceDeclarations.FILE
                : "has no file "
                    + ServiceDeclarations.FILE
                    + ", without which no plugin is found: if the jar was shaded, merge such files"
                    + " (ServicesResourceTransformer); if it is what a plugin needs, put both into"
                    + " one folder inside plugins/, or inside a folder of plugin.path"));
  }

  private Optional<String> inspect(Path jar) {
    try (JarFile file = new JarFile(jar.toFile())) {
      ZipEntry services = file.getEntry(ServiceDeclarations.FILE);
      if (services != null) {
        declaring.add(jar);
        try (InputStream in = file.getInputStream(services)) {
          providers.addAll(ServiceDeclarations.providers(in));
        }
      }
      List<String> names = file.stream().map(ZipEntry::getName).toList();
      if (names.stream().anyMatch(name -> name.startsWith(INTERFACE_FOLDER))) {
        return Optional.of(BRINGS_INTERFACE);
      }
      Optional<String> other = otherJar(jar, file.getManifest());
      if (other.isPresent()) {
        return other;
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
    } catch (IOException | SecurityException e) {
      // A library's signature that was shaded in fits nothing, which is a SecurityException.
      return Optional.of("cannot be read as a jar: " + e);
    }
  }

  /** A class loader would follow the manifest to jars that nobody inspects or pins. */
  private Optional<String> otherJar(Path jar, Manifest manifest) {
    String others =
        manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
    return Stream.ofNullable(others)
        .flatMap(text -> Stream.of(text.strip().split("\\s+", -1)))
        .filter(name -> !name.isEmpty() && isElsewhere(jar, name))
        .findFirst()
        .map(
            name ->
                "names '%s' in its manifest's Class-Path, which is not loaded unseen: put both into"
                        .formatted(name)
                    + " one folder inside plugins/, or inside a folder of plugin.path");
  }

  /** One that is there and is not a jar of this plugin. */
  private boolean isElsewhere(Path jar, String name) {
    try {
      Path other = CodeLocation.real(Path.of(jar.toUri().resolve(name)));
      return Files.exists(other)
          && place.jars().stream().map(CodeLocation::real).noneMatch(other::equals);
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      // Not a file, so nobody can say what would be loaded.
      return true;
    }
  }

  private BrokenPlugin broken(Path location, String reason) {
    String text = location.toString();
    String provider = providers.isEmpty() ? CodeLocation.fileName(text) : providers.get(0);
    return new BrokenPlugin(text, provider, Stage.JAR, reason);
  }
}
