package dev.doppel.runtime.plugin;

import dev.doppel.spi.SelfSupervisedPlugin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where plugins are looked for, and which are left out. Immutable.
 *
 * <pre>{@code
 * PluginRegistry plugins =
 *     PluginSearch.classPath()
 *         .withFolder(Path.of("plugins"))
 *         .withPath(List.of(Path.of("/opt/vicreg-1.0.jar")))
 *         .discover();
 * }</pre>
 *
 * <p>On the class path plugins share the program's classes. In folders and on a plugin path each
 * has a class loader of its own, which sees the JDK, the plugin's jars, the interface and the
 * platforms. A jar that is on the class path too stays there.
 *
 * @param loaders the class loaders of the program to look through; none for those of the interface
 *     and, where it is another, of the thread
 * @param folders the folders whose plugins are added, where they exist
 * @param path jars and folders whose plugins are added; one that is absent is a broken plugin
 * @param pins the content that jars must have; none to take them as they are
 * @param excluded the file names of jars, or of folders that hold plugins, to leave out
 */
public record PluginSearch(
    List<ClassLoader> loaders,
    List<Path> folders,
    List<Path> path,
    List<PluginPin> pins,
    Set<String> excluded) {

  /** Copies. */
  public PluginSearch {
    loaders = List.copyOf(loaders);
    folders = List.copyOf(folders);
    path = List.copyOf(path);
    pins = List.copyOf(pins);
    excluded = Set.copyOf(excluded);
  }

  /**
   * A search of the class path alone.
   *
   * @param loaders where to look; if there are none, the class loader of the interface and, where
   *     it is another, the thread's context class loader
   * @return the search
   */
  public static PluginSearch classPath(ClassLoader... loaders) {
    return new PluginSearch(List.of(loaders), List.of(), List.of(), List.of(), Set.of());
  }

  /**
   * This search with a folder of plugins: each jar in it is one, and each folder in it that holds
   * the jars of a plugin and what it needs.
   *
   * @param folder the folder; if it does not exist, there is nothing in it
   * @return a new search
   */
  public PluginSearch withFolder(Path folder) {
    return new PluginSearch(loaders, plus(folders, List.of(folder)), path, pins, excluded);
  }

  /**
   * This search with a plugin path.
   *
   * @param entries jars, each a plugin, and folders as {@link #withFolder} has them
   * @return a new search
   */
  public PluginSearch withPath(List<Path> entries) {
    return new PluginSearch(loaders, folders, plus(path, entries), pins, excluded);
  }

  /**
   * This search with pins. Where there are any, a jar without one is not loaded either.
   *
   * @param allowed the content that jars must have; a name with several may have either
   * @return a new search
   */
  public PluginSearch withPins(List<PluginPin> allowed) {
    return new PluginSearch(loaders, folders, path, plus(pins, allowed), excluded);
  }

  /**
   * This search without some jars, such as one of two that bring the same.
   *
   * @param names the file names of jars, or of folders that hold plugins
   * @return a new search
   */
  public PluginSearch without(Collection<String> names) {
    Set<String> all = new LinkedHashSet<>(excluded);
    all.addAll(names);
    return new PluginSearch(loaders, folders, path, pins, all);
  }

  /**
   * Looks for plugins.
   *
   * <p>A class loader of a plugin's own is never closed. The plugin may load a class of its jar in
   * any call, and nobody can tell when the last object that it made is done with: a run goes on
   * after the registry that it was resolved with is gone. The garbage collector takes the class
   * loader with the last of them, and closes the jar's file then.
   *
   * @return what was found; a plugin that cannot be used is among {@link PluginRegistry#broken()}
   */
  public PluginRegistry discover() {
    PluginDiscovery discovery = new PluginDiscovery(new PluginAdmission(pins, excluded));
    (loaders.isEmpty() ? defaultLoaders() : loaders).forEach(discovery::search);
    PluginPlaces places = new PluginPlaces(discovery::search, discovery::refuse);
    folders.forEach(places::folder);
    path.forEach(places::entry);
    PluginRegistry registry = discovery.registry(lookedIn());
    registry.log();
    return registry;
  }

  private static List<ClassLoader> defaultLoaders() {
    Set<ClassLoader> found = new LinkedHashSet<>();
    found.add(SelfSupervisedPlugin.class.getClassLoader());
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    if (context != null) {
      found.add(context);
    }
    return List.copyOf(found);
  }

  /** Only what a user cannot know without being told: the class path is always looked through. */
  private List<String> lookedIn() {
    List<Path> places = plus(folders, path);
    return places.isEmpty()
        ? List.of()
        : Stream.concat(Stream.of("the class path"), places.stream().map(Path::toString)).toList();
  }

  private static <T> List<T> plus(List<T> list, List<T> more) {
    List<T> all = new ArrayList<>(list);
    all.addAll(more);
    return all;
  }
}
