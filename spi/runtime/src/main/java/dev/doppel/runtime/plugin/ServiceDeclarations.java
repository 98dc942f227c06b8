package dev.doppel.runtime.plugin;

import dev.doppel.spi.SelfSupervisedPlugin;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What the services files say, read beside {@link java.util.ServiceLoader}, whose errors tell
 * neither the jar nor, where a class does not link, the provider.
 */
final class ServiceDeclarations {

  static final String FILE = "META-INF/services/" + SelfSupervisedPlugin.class.getName();

  /** One line of one file. */
  record Declaration(String provider, String location) {}

  private final ClassLoader loader;
  private final List<URL> files = new ArrayList<>();
  private final List<Declaration> declarations = new ArrayList<>();

  private ServiceDeclarations(ClassLoader loader) {
    this.loader = loader;
  }

  /** Reads all files that a loader sees. A file that cannot be read is left to ServiceLoader. */
  static ServiceDeclarations of(ClassLoader loader) {
    ServiceDeclarations found = new ServiceDeclarations(loader);
    try {
      for (URL file : Collections.list(loader.getResources(FILE))) {
        found.files.add(file);
        found.read(file);
      }
    } catch (IOException e) {
      return found;
    }
    return found;
  }

  private void read(URL file) throws IOException {
    URLConnection connection = file.openConnection();
    // A cached connection would keep the jar open, and locked on some systems.
    connection.setUseCaches(false);
    try (InputStream in = connection.getInputStream()) {
      providers(in)
          .forEach(line -> declarations.add(new Declaration(line, CodeLocation.of(file, FILE))));
    }
  }

  /** The lines of a services file, without comments and blank ones. */
  static List<String> providers(InputStream file) throws IOException {
    return new String(file.readAllBytes(), StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.replaceFirst("#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .toList();
  }

  /** All lines, in the order of the files. */
  List<Declaration> all() {
    return List.copyOf(declarations);
  }

  /** The provider that an error of ServiceLoader is about, and its jar. */
  Declaration blame(Throwable error) {
    String message = String.valueOf(error.getMessage());
    return named(message)
        .or(() -> error instanceof LinkageError linkage ? unlinkable(linkage) : Optional.empty())
        .or(() -> file(message))
        .orElse(new Declaration("unknown class", CodeLocation.UNKNOWN));
  }

  private Optional<Declaration> named(String message) {
    return declarations.stream()
        .filter(declaration -> message.contains("Provider " + declaration.provider() + " "))
        .findFirst()
        .or(
            () ->
                declarations.stream()
                    .filter(declaration -> message.contains(" " + declaration.provider() + " "))
                    .findFirst());
  }

  /** Loads the classes again, one by one: the one that fails in the same way is meant. */
  private Optional<Declaration> unlinkable(LinkageError error) {
    return declarations.stream()
        .filter(declaration -> failsLike(declaration.provider(), error))
        .findFirst();
  }

  private boolean failsLike(String provider, LinkageError error) {
    try {
      Class.forName(provider, false, loader);
      return false;
    } catch (ClassNotFoundException e) {
      return false;
    } catch (LinkageError e) {
      return e.getClass() == error.getClass()
          && String.valueOf(e.getMessage()).equals(String.valueOf(error.getMessage()));
    }
  }

  private Optional<Declaration> file(String message) {
    return files.stream()
        .filter(file -> message.contains(file.toString()))
        .map(file -> new Declaration("unknown class", CodeLocation.of(file, FILE)))
        .findFirst();
  }
}
