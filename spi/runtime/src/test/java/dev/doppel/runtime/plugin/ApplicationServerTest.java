package dev.doppel.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.spi.SelfSupervisedPlugin;
import java.lang.reflect.Array;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two applications in one server: class loaders side by side, each with its own copies of the
 * interface and of the runtime, and nothing between them.
 */
final class ApplicationServerTest {

  @TempDir Path folder;

  @Test
  void discover_twoApplications_eachSeesItsOwnPlugins() throws Exception {
    Path first = PluginJar.working("p.First", "first").write(folder.resolve("first.jar"));
    Path second = PluginJar.working("p.Second", "second").write(folder.resolve("second.jar"));
    try (URLClassLoader one = application(first);
        URLClassLoader other = application(second)) {
      Object ofOne = discover(one);
      Object ofOther = discover(other);

      assertThat(names(ofOne)).containsExactly("first 1.2.0 (" + first + ")");
      assertThat(names(ofOther)).containsExactly("second 1.2.0 (" + second + ")");
      assertThat(ofOne.getClass()).isNotSameAs(ofOther.getClass());
      // Again, as after the other one was deployed.
      assertThat(names(discover(one))).isEqualTo(names(ofOne));
    }
  }

  /** One folder for both: each loads the jar once more, against its own interface. */
  @Test
  void discover_oneFolderForTwoApplications_isUsedByBoth() throws Exception {
    Path shared = PluginJar.working("p.Shared", "shared").write(folder.resolve("shared.jar"));
    try (URLClassLoader one = application();
        URLClassLoader other = application()) {
      for (URLClassLoader application : List.of(one, other)) {
        Object registry = discover(application, shared);

        assertThat(names(registry)).containsExactly("shared 1.2.0 (" + shared + ")");
        assertThat((List<?>) call(registry, "broken")).isEmpty();
      }
    }
  }

  private static URLClassLoader application(Path... plugins) throws Exception {
    URL[] urls = new URL[plugins.length + 2];
    for (int i = 0; i < plugins.length; i++) {
      urls[i] = plugins[i].toUri().toURL();
    }
    urls[plugins.length] = location(SelfSupervisedPlugin.class);
    urls[plugins.length + 1] = location(PluginRegistry.class);
    return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
  }

  private static URL location(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  /** What the application's own code would do, on a thread of the server's. */
  private static Object discover(ClassLoader application, Path... path) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(application);
    try {
      Class<?> type = application.loadClass(PluginSearch.class.getName());
      Object none = Array.newInstance(ClassLoader.class, 0);
      Object search = type.getMethod("classPath", ClassLoader[].class).invoke(null, none);
      Object onPath = type.getMethod("withPath", List.class).invoke(search, List.of(path));
      return type.getMethod("discover").invoke(onPath);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static List<String> names(Object registry) throws Exception {
    return ((List<?>) call(registry, "plugins")).stream().map(String::valueOf).toList();
  }

  private static Object call(Object registry, String method) throws Exception {
    return registry.getClass().getMethod(method).invoke(registry);
  }
}
