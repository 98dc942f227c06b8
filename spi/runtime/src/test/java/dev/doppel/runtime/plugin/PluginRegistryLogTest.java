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

  /** Recipes and checkpoints of earlier versions hold names of then. */
  @Test
  void find_formerName_isFoundWithAWarning() throws Exception {
    bringing("p.Renamed", "today", "once").write(folder.resolve("renamed.jar"));
    bringing("p.Other", "other", "today").write(folder.resolve("other.jar"));
    PluginRegistry registry =
        PluginSearch.classPath(ClassLoader.getPlatformClassLoader()).withFolder(folder).discover();
    lines.clear();

    assertThat(registry.find(ExtensionKind.LOSS, "once", "loss=once").factory().name())
        .isEqualTo("today");
    assertThat(lines)
        .containsExactly("WARNING the loss 'once' (from loss=once) is named 'today' now");
    // A name of today comes before one of then.
    assertThat(registry.find(ExtensionKind.LOSS, "today", "loss=today").factory().name())
        .isEqualTo("today");
    assertThat(lines).hasSize(1);
  }

  private static PluginJar bringing(String className, String name, String formerName) {
    String loss =
        PluginJar.loss(name)
            .replace(
                "@Override public String description()",
                "@Override public java.util.List<String> formerNames() { return"
                    + " java.util.List.of(\"%s\"); } @Override public String description()"
                        .formatted(formerName));
    return new PluginJar()
        .source(className, PluginJar.plugin(className, loss, name))
        .service(className);
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
            "WARNING plugin not usable: p.Gone (%s): is named as a plugin, but there is no"
                    .formatted(gone)
                + " such class",
            "FINE plugin not usable: left.jar (%s): is left out by plugin.exclude".formatted(left));
  }
}
