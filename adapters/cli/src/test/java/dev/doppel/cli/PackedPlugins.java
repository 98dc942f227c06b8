package dev.doppel.cli;

import dev.doppel.runtime.plugin.PluginSearch;
import dev.doppel.spi.SelfSupervisedPlugin;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** The plugins on the class path of the tests as jars in a folder, as the distribution has them. */
final class PackedPlugins {

  private PackedPlugins() {}

  /** Writes a jar for each plugin, {@code NAME.jar}. */
  static void into(Path folder) throws IOException {
    for (SelfSupervisedPlugin plugin : ServiceLoader.load(SelfSupervisedPlugin.class)) {
      write(location(plugin.getClass()), folder.resolve(plugin.name() + ".jar"));
    }
  }

  /** A distribution whose plugins lie in a folder and nowhere else. */
  static DistributionPlugins in(Path folder) {
    return new DistributionPlugins(
        PluginSearch.classPath(ClassLoader.getPlatformClassLoader()).withFolder(folder));
  }

  private static void write(Path location, Path jar) throws IOException {
    if (Files.isRegularFile(location)) {
      Files.copy(location, jar);
      return;
    }
    List<Path> files;
    try (Stream<Path> all = Files.walk(location)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    try (OutputStream stream = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(stream)) {
      for (Path file : files) {
        out.putNextEntry(new JarEntry(location.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, out);
      }
    }
  }

  private static Path location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
