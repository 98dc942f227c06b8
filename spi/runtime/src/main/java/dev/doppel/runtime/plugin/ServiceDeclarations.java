package dev.doppel.runtime.plugin;

import dev.doppel.spi.SelfSupervisedPlugin;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ResolvedModule;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What services files and modules' descriptors say, read beside {@link java.util.ServiceLoader},
 * whose errors tell neither the jar nor, where a class does not link or a module's method fails,
 * the provider.
 */
final class ServiceDeclarations {

  static final String FILE = "META-INF/services/" + SelfSupervisedPlugin.class.getName();

  /** How an error of {@link java.util.ServiceLoader} names a class of a module in another layer. */
  private static final Pattern OF_MODULE = Pattern.compile("(?:Provider|Unable to load) (\\S+)");

  /** One line of one file, or one class that a module provides. */
  record Declaration(String provider, String location) {

    /** Stands for a class that nothing names. */
    static final String UNKNOWN_CLASS = "unknown class";
  }

  private final ClassLoader loader;
  private final List<URL> files = new ArrayList<>();
  private final Set<Declaration> declarations = new LinkedHashSet<>();
  private final Set<Declaration> blamed = new HashSet<>();

  private ServiceDeclarations(ClassLoader loader) {
    this.loader = loader;
  }

  /** Reads all files that a loader sees. A file that cannot be read is left to ServiceLoader. */
  static ServiceDeclarations of(ClassLoader loader) {
    ServiceDeclarations found = new ServiceDeclarations(loader);
    found.readModules();
    try {
      found.files.addAll(Collections.list(loader.getResources(FILE)));
    } catch (IOException e) {
      return found;
    }
    found.files.forEach(found::read);
    return found;
  }

  /** The layer of the interface has all plugins that are modules, but those of a host's own. */
  private void readModules() {
    ModuleLayer layer = SelfSupervisedPlugin.class.getModule().getLayer();
    if (layer == null) {
      return;
    }
    for (ResolvedModule module : layer.configuration().modules()) {
      String location =
          module.reference().location().map(CodeLocation::of).orElse(CodeLocation.UNKNOWN);
      module.reference().descriptor().provides().stream()
          .filter(provides -> provides.service().equals(SelfSupervisedPlugin.class.getName()))
          .flatMap(provides -> provides.providers().stream())
          .forEach(provider -> declarations.add(new Declaration(provider, location)));
    }
  }

  private void read(URL file) {
    try {
      URLConnection connection = file.openConnection();
      // A cached connection would keep the jar open, and locked on some systems.
      connection.setUseCaches(false);
      try (InputStream in = connection.getInputStream()) {
        providers(in)
            .forEach(line -> declarations.add(new Declaration(line, CodeLocation.of(file, FILE))));
      }
    } catch (IOException | SecurityException e) {
      // ServiceLoader fails on it, too.
      declarations.add(new Declaration(Declaration.UNKNOWN_CLASS, CodeLocation.of(file, FILE)));
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

  /** All, without those that are said twice. */
  List<Declaration> all() {
    return List.copyOf(declarations);
  }

  /** The provider that an error of ServiceLoader is about, and its jar. */
  Declaration blame(Throwable error) {
    String message = String.valueOf(error.getMessage());
    Declaration guilty =
        file(message)
            .or(() -> named(message))
            .or(() -> failing(error))
            .or(() -> inModule(message))
            .or(this::unreadable)
            .orElse(new Declaration(Declaration.UNKNOWN_CLASS, CodeLocation.UNKNOWN));
    blamed.add(guilty);
    return guilty;
  }

  private Optional<Declaration> named(String message) {
    return naming(message, "Provider %s")
        .or(() -> naming(message, "%s"))
        .or(() -> naming(message, "%s.provider()"));
  }

  private Optional<Declaration> naming(String message, String words) {
    return declarations.stream()
        .filter(declaration -> hasWords(message, words.formatted(declaration.provider())))
        .findFirst();
  }

  /** Whether a text has words that do not go on: a name may begin another. */
  private static boolean hasWords(String text, String words) {
    return (text + " ").contains(" " + words + " ");
  }

  /** A class in a module of a layer that nothing leads to. */
  private Optional<Declaration> inModule(String message) {
    Matcher matcher = OF_MODULE.matcher(message);
    if (!matcher.find()) {
      return Optional.empty();
    }
    String name = matcher.group(1);
    List<String> locations = CodeLocation.copies(name, loader);
    return Optional.of(
        new Declaration(name, locations.isEmpty() ? CodeLocation.UNKNOWN : locations.get(0)));
  }

  /** Errors about a file that cannot be read name nothing. */
  private Optional<Declaration> unreadable() {
    return declarations.stream()
        .filter(declaration -> declaration.provider().equals(Declaration.UNKNOWN_CLASS))
        .filter(declaration -> !blamed.contains(declaration))
        .findFirst();
  }

  /**
   * Loads the classes again, one by one: the one that fails in the same way is meant, and of
   * several the one whose turn it is.
   */
  private Optional<Declaration> failing(Throwable error) {
    return declarations.stream()
        .filter(declaration -> !blamed.contains(declaration))
        .filter(declaration -> failsLike(declaration.provider(), error))
        .findFirst();
  }

  private boolean failsLike(String provider, Throwable error) {
    try {
      Class.forName(provider, false, loader);
      return false;
    } catch (ClassNotFoundException e) {
      return false;
    } catch (LinkageError | RuntimeException e) {
      return e.getClass() == error.getClass()
          && String.valueOf(e.getMessage()).equals(String.valueOf(error.getMessage()));
    }
  }

  private Optional<Declaration> file(String message) {
    return files.stream()
        .filter(file -> message.contains(file.toString()))
        .map(file -> new Declaration(Declaration.UNKNOWN_CLASS, CodeLocation.of(file, FILE)))
        .findFirst();
  }
}
