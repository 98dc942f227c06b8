package dev.doppel.pluginjars;

import java.io.File;
import java.io.IOException;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * What this build made, as far as it is on the class path of this test, as jars; and the jars of
 * others beside it.
 */
final class ReactorArtifacts {

  /** The folder of this module is the working directory of its tests. */
  static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

  private final Map<String, Path> jars = new LinkedHashMap<>();
  private final List<Path> others = new ArrayList<>();

  /** Jars of modules that were compiled only, and not packaged, are made in a folder. */
  ReactorArtifacts(Path folder) throws IOException {
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path path = Path.of(entry).toAbsolutePath().normalize();
      if (!path.startsWith(ROOT)) {
        others.add(path);
      } else if (!path.startsWith(Path.of("").toAbsolutePath())) {
        Path module = path.getParent().getParent();
        String name = artifact(module.resolve("pom.xml"));
        jars.put(name, Files.isDirectory(path) ? jar(path, folder.resolve(name + ".jar")) : path);
      }
    }
  }

  /** The identifier in a project's file, the parent's left out. */
  static String artifact(Path pom) throws IOException {
    String text = Files.readString(pom);
    String own = text.substring(Math.max(0, text.indexOf("</parent>")));
    int from = own.indexOf("<artifactId>") + "<artifactId>".length();
    return own.substring(from, own.indexOf("</artifactId>", from));
  }

  private static Path jar(Path classes, Path file) {
    int status =
        ToolProvider.findFirst("jar")
            .orElseThrow()
            .run(
                System.out,
                System.err,
                "--create",
                "--file",
                file.toString(),
                "-C",
                classes.toString(),
                ".");
    if (status != 0) {
      throw new AssertionError("no jar could be made of " + classes);
    }
    return file;
  }

  /** The jar or folder that a class comes from. */
  static Path location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** The jar of each artifact, by its identifier. */
  Map<String, Path> jars() {
    return jars;
  }

  Path jar(String artifact) {
    Path jar = jars.get(artifact);
    if (jar == null) {
      throw new AssertionError("no " + artifact + " among " + jars.keySet());
    }
    return jar;
  }

  /** The jars of the platforms and of other libraries. */
  List<Path> others() {
    return others;
  }

  /** The artifacts that are modules on a module path: the interface, the runtime, the plugins. */
  List<Path> modules() {
    return jars.entrySet().stream()
        .filter(
            jar ->
                Stream.of("doppel", "doppel-data", "doppel-djl", "doppel-dl4j", "doppel-testkit")
                    .noneMatch(jar.getKey()::equals))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** The libraries that modules require, and those that these require. */
  List<Path> librariesOf(List<Path> modules) {
    Map<String, ModuleReference> known = new HashMap<>();
    others.forEach(
        jar -> module(jar).ifPresent(module -> known.put(module.descriptor().name(), module)));
    Set<ModuleReference> required = new LinkedHashSet<>();
    Deque<ModuleReference> open = new ArrayDeque<>();
    modules.forEach(jar -> open.add(module(jar).orElseThrow()));
    while (!open.isEmpty()) {
      for (ModuleDescriptor.Requires requires : open.remove().descriptor().requires()) {
        ModuleReference module = known.get(requires.name());
        boolean isNeeded =
            !requires.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC);
        if (module != null && isNeeded && required.add(module)) {
          open.add(module);
        }
      }
    }
    return required.stream().map(module -> Path.of(module.location().orElseThrow())).toList();
  }

  /** Not every jar can be a module: of ND4J's, one has a name that none may have. */
  private static Optional<ModuleReference> module(Path jar) {
    try {
      return ModuleFinder.of(jar).findAll().stream().findFirst();
    } catch (FindException e) {
      return Optional.empty();
    }
  }
}
