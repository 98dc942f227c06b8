package dev.doppel.runtime.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.runtime.plugin.BrokenPlugin.Stage;
import dev.doppel.spi.loss.Embeddings;
import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.loss.LossFactory;
import dev.doppel.spi.loss.ReferenceValues;
import dev.doppel.spi.option.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each way in which a plugin can be broken, on the class path and in a folder: it is named with its
 * jar and the cause, the plugins before and after it work, and who selects what it brings is told.
 */
final class BrokenPluginTest {

  private static final String FILE = "META-INF/services/dev.doppel.spi.SelfSupervisedPlugin";

  private static final List<String> GOOD = List.of("after", "before");

  @TempDir static Path good;

  @TempDir Path folder;

  @BeforeAll
  static void compileGoodPlugins() throws IOException {
    bringing("p.Before", "before").write(good.resolve("a.jar"));
    bringing("p.After", "after").write(good.resolve("z.jar"));
  }

  @BeforeEach
  void copyGoodPlugins() throws IOException {
    for (String jar : List.of("a.jar", "z.jar")) {
      Files.copy(good.resolve(jar), folder.resolve(jar));
    }
  }

  static List<PluginDefect> defects() {
    List<PluginDefect> all = new ArrayList<>(PluginDefects.ofClasses());
    all.addAll(PluginDefects.ofJars());
    all.addAll(PluginDefects.ofDescriptions());
    return all;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("defects")
  void discover_defect_isToldOfThatPluginAlone(PluginDefect defect) throws Exception {
    defect.write(folder);
    List<BrokenPlugin> broken = defect.found().apply(folder);

    for (PluginWay way : PluginWay.values()) {
      way.discover(folder, registry -> expect(way, registry, GOOD, broken));
    }
  }

  /** On the class path a jar without the file is one of many libraries. */
  @Test
  void discover_servicesFileLostInShading_isSeenInAFolderAlone() throws Exception {
    Path jar = bringing("p.Lost", "wanted").unlisted().write(folder.resolve("shaded.jar"));
    BrokenPlugin lost =
        new BrokenPlugin(
            jar.toString(),
            "shaded.jar",
            Stage.JAR,
            "has no file %s, without which no plugin is found: if the jar was shaded, merge such"
                    .formatted(FILE)
                + " files (ServicesResourceTransformer); if it is what a plugin needs, put both"
                + " into one folder inside plugins/, or inside a folder of plugin.path");

    PluginWay.CLASS_PATH.discover(
        folder, registry -> expect(PluginWay.CLASS_PATH, registry, GOOD, List.of()));
    PluginWay.FOLDER.discover(
        folder, registry -> expect(PluginWay.FOLDER, registry, GOOD, List.of(lost)));
  }

  /** As where a library that somebody signed was shaded into a plugin. */
  @Test
  void discover_signatureThatFitsNoMore_isToldOfThatJar() throws Exception {
    Path jar = bringing("p.Signed", "wanted").write(folder.resolve("signed.jar"));
    SignedJar.breakSignature(jar);
    String found =
        "java.lang.SecurityException: Invalid signature file digest for Manifest main attributes";

    PluginWay.CLASS_PATH.discover(
        folder,
        registry ->
            expect(
                PluginWay.CLASS_PATH,
                registry,
                GOOD,
                List.of(
                    new BrokenPlugin(
                        jar.toString(), "unknown class", Stage.LOAD, "failed: " + found))));
    PluginWay.FOLDER.discover(
        folder,
        registry ->
            expect(
                PluginWay.FOLDER,
                registry,
                GOOD,
                List.of(
                    new BrokenPlugin(
                        jar.toString(),
                        "signed.jar",
                        Stage.JAR,
                        "cannot be read as a jar: " + found))));
  }

  /** With class loaders of their own, plugins share no package. */
  @Test
  void discover_packageThatAnotherJarSealed_isSeenOnTheClassPathAlone() throws Exception {
    bringing("p.First", "first")
        .file("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\nSealed: true\n".getBytes(UTF_8))
        .write(folder.resolve("first.jar"));
    Path second = bringing("p.Second", "wanted").write(folder.resolve("second.jar"));
    Files.delete(folder.resolve("a.jar"));
    Files.delete(folder.resolve("z.jar"));

    PluginWay.CLASS_PATH.discover(
        folder,
        registry ->
            expect(
                PluginWay.CLASS_PATH,
                registry,
                List.of("first"),
                List.of(
                    new BrokenPlugin(
                        second.toString(),
                        "p.Second",
                        Stage.LOAD,
                        "failed: java.lang.SecurityException: sealing violation: package p is"
                            + " sealed"))));
    PluginWay.FOLDER.discover(
        folder,
        registry ->
            assertThat(registry.plugins()).extracting("name").containsExactly("first", "wanted"));
  }

  /** Of two services files that were not merged, the jar has one: the other plugin is nowhere. */
  @Test
  void discover_servicesFileOfAnotherPlugin_isToldToWhoAsks() throws Exception {
    bringing("p.Kept", "kept")
        .source("p.Lost", PluginJar.plugin("p.Lost", PluginJar.loss("wanted"), "lost"))
        .write(folder.resolve("shaded.jar"));

    for (PluginWay way : PluginWay.values()) {
      way.discover(
          folder, registry -> expect(way, registry, List.of("after", "before", "kept"), List.of()));
    }
  }

  private void expect(
      PluginWay way, PluginRegistry registry, List<String> working, List<BrokenPlugin> broken) {
    assertThat(registry.broken()).as("%s", way).isEqualTo(broken);
    assertThat(registry.plugins()).as("%s", way).extracting("name").isEqualTo(working);
    working.forEach(name -> assertWorks(registry, name));
    assertThatThrownBy(() -> registry.find(ExtensionKind.LOSS, "wanted", "loss=wanted in a.yaml:1"))
        .as("%s", way)
        .isInstanceOf(UnknownExtensionException.class)
        .hasMessage(answer(way, working, broken));
  }

  private static void assertWorks(PluginRegistry registry, String name) {
    LossFactory factory = registry.find(ExtensionKind.LOSS, name, "a test").factory();
    Loss loss = factory.create(Options.defaults(List.of()));

    assertThat(loss.referenceValues(Embeddings.empty())).isEqualTo(new ReferenceValues(1, 0));
  }

  private String answer(PluginWay way, List<String> working, List<BrokenPlugin> broken) {
    List<String> lines = new ArrayList<>();
    lines.add("no loss named 'wanted' (from loss=wanted in a.yaml:1)");
    lines.add("available losses: " + String.join(" 1.2.0, ", working) + " 1.2.0");
    broken.forEach(
        plugin ->
            lines.add(
                "not usable: %s (%s): %s"
                    .formatted(plugin.provider(), plugin.location(), plugin.reason())));
    if (way == PluginWay.FOLDER) {
      lines.add("looked in: the class path, " + folder);
    }
    lines.add(
        "if the jar should be here, check that %s survived shading (ServicesResourceTransformer)"
            .formatted(FILE));
    return String.join("\n  ", lines);
  }

  private static PluginJar bringing(String className, String name) {
    return new PluginJar()
        .source(className, PluginJar.plugin(className, PluginJar.loss(name), name))
        .service(className);
  }
}
