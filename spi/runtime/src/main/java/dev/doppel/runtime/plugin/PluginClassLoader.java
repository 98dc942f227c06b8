package dev.doppel.runtime.plugin;

import dev.doppel.spi.SelfSupervisedPlugin;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;

/**
 * The class loader of one plugin, which sees the JDK, the plugin's own jars and of the program only
 * what both must share: so two plugins may bring two versions of one library.
 *
 * <p>Shared are the interface, whose types cross the boundary, and the platforms with their
 * natives, since the JVM loads a native library through one class loader only. Nobody closes it, as
 * {@link PluginSearch#discover} says.
 */
final class PluginClassLoader extends URLClassLoader {

  static {
    registerAsParallelCapable();
  }

  private static final List<String> SHARED =
      List.of(
          "dev.doppel.spi.",
          "ai.djl.",
          "org.nd4j.",
          "org.deeplearning4j.",
          "org.bytedeco.",
          "com.sun.jna.");

  private static final ClassLoader HOST = SelfSupervisedPlugin.class.getClassLoader();

  private PluginClassLoader(String name, URL[] jars) {
    super(name, jars, ClassLoader.getPlatformClassLoader());
  }

  static PluginClassLoader of(PluginPlace place) {
    return new PluginClassLoader(
        "plugin " + place.name(),
        place.jars().stream().map(PluginClassLoader::url).toArray(URL[]::new));
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("'" + jar + "' is in no file system with URLs", e);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    return SHARED.stream().anyMatch(name::startsWith)
        ? Class.forName(name, false, HOST)
        : super.loadClass(name, resolve);
  }
}
