package dev.doppel.runtime.plugin;

import dev.doppel.spi.SelfSupervisedPlugin;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The two ways in which a program finds the jars of plugins. */
public enum PluginWay {
  /** All jars in one class loader, with the program's own classes. */
  CLASS_PATH {
    @Override
    public void discover(Path folder, Consumer<PluginRegistry> use) throws IOException {
      List<Path> jars;
      try (Stream<Path> files = Files.list(folder)) {
        jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
      }
      URL[] urls = new URL[jars.size()];
      for (int i = 0; i < urls.length; i++) {
        urls[i] = jars.get(i).toUri().toURL();
      }
      ClassLoader parent = SelfSupervisedPlugin.class.getClassLoader();
      try (URLClassLoader loader = new URLClassLoader(urls, parent)) {
        use.accept(PluginRegistry.discover(loader));
      }
    }
  },
  /** Each jar of a folder in a class loader of its own. */
  FOLDER {
    @Override
    public void discover(Path folder, Consumer<PluginRegistry> use) {
      use.accept(
          PluginSearch.classPath(ClassLoader.getPlatformClassLoader())
              .withFolder(folder)
              .discover());
    }
  };

  /** Discovers the jars of a folder, in the order of their names, for use while they are open. */
  public abstract void discover(Path folder, Consumer<PluginRegistry> use) throws IOException;
}
