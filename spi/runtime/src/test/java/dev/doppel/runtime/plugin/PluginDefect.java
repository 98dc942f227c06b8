package dev.doppel.runtime.plugin;

import dev.doppel.runtime.plugin.BrokenPlugin.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A way in which a plugin is broken.
 *
 * @param name what is wrong
 * @param jars the jars that have it, by file name
 * @param found what is to be said of them where they lie in a folder
 */
record PluginDefect(
    String name, Map<String, PluginJar> jars, Function<Path, List<BrokenPlugin>> found) {

  /** A defect of one jar. */
  static PluginDefect of(String name, PluginJar jar, String provider, Stage stage, String reason) {
    String file = "broken.jar";
    return new PluginDefect(
        name,
        Map.of(file, jar),
        folder ->
            List.of(new BrokenPlugin(folder.resolve(file).toString(), provider, stage, reason)));
  }

  void write(Path folder) throws IOException {
    for (Map.Entry<String, PluginJar> jar : jars.entrySet()) {
      jar.getValue().write(folder.resolve(jar.getKey()));
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
