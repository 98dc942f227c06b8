package dev.doppel.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the log says of plugins, which goes to the JDK's own logging here. */
final class PluginRegistryLogTest {

  @TempDir Path folder;

  private final List<String> lines = new ArrayList<>();
  private final Logger logger = Logger.getLogger(PluginRegistry.class.getName());
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          lines.add(record.getLevel() + " " + record.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    handler.setLevel(Level.ALL);
    logger.setLevel(Level.ALL);
    logger.addHandler(handler);
  }

  @AfterEach
  void stopListening() {
    logger.removeHandler(handler);
    logger.setLevel(null);
  }

  @Test
  void discover_eachPlugin_hasOneLine() throws Exception {
    Path good =
        new PluginJar()
            .source("p.Good", PluginJar.plugin("p.Good", PluginJar.loss("byol"), "good"))
            .service("p.Good")
            .write(folder.resolve("good.jar"));
    Path gone = new PluginJar().service("p.Gone").write(folder.resolve("gone.jar"));
    Path left = PluginJar.working("p.Left", "left").write(folder.resolve("left.jar"));

    int version =
        PluginSearch.classPath(ClassLoader.getPlatformClassLoader())
            .withFolder(folder)
            .without(List.of("left.jar"))
            .discover()
            .plugins()
            .get(0)
            .spiVersion();

    assertThat(lines)
        .containsExactly(
            "FINE plugin good 1.2.0 (%s), interface version %d: loss byol".formatted(good, version),
            "WARNING plugin not usable: p.Gone (%s): is named in the services file, but there is no"
                    .formatted(gone)
                + " such class",
            "FINE plugin not usable: left.jar (%s): is left out by plugin.exclude".formatted(left));
  }
}
