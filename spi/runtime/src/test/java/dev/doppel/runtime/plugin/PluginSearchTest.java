package dev.doppel.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.doppel.spi.SelfSupervisedPlugin;
import dev.doppel.spi.loss.LossFactory;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins in folders and on a plugin path, each with a class loader of its own. */
final class PluginSearchTest {

  private static final PluginSearch NOTHING =
      PluginSearch.classPath(ClassLoader.getPlatformClassLoader());

  @TempDir Path folder;

  private Path plugins;

  @BeforeEach
  void createFolder() throws IOException {
    plugins = Files.createDirectory(folder.resolve("plugins"));
  }

  @Test
  void discover_folder_keepsTheLibrariesOfPluginsApart() throws Exception {
    withHelper("p.First", "first", "3.0").write(plugins.resolve("first.jar"));
    withHelper("p.Second", "second", "4.0").write(plugins.resolve("second.jar"));

    PluginRegistry registry = NOTHING.withFolder(plugins).discover();

    assertThat(registry.broken()).isEmpty();
    assertThat(registry.plugins())
        .extracting(PluginDescriptor::toString)
        .containsExactly(
            "first 3.0 (%s)".formatted(plugins.resolve("first.jar")),
            "second 4.0 (%s)".formatted(plugins.resolve("second.jar")));
  }

  /** On a flat class path both plugins get the library of the first jar. */
  @Test
  void discover_classPath_sharesLibraries() throws Exception {
    Path first = withHelper("p.First", "first", "3.0").write(folder.resolve("first.jar"));
    Path second = withHelper("p.Second", "second", "4.0").write(folder.resolve("second.jar"));
    try (URLClassLoader loader = loader(first, second)) {
      assertThat(PluginSearch.classPath(loader).discover().plugins())
          .extracting(PluginDescriptor::version)
          .containsExactly("3.0", "3.0");
    }
  }

  @Test
  void discover_folderInside_isOnePluginWithWhatItNeeds() throws Exception {
    Path inside = Files.createDirectory(plugins.resolve("needy"));
    needsBase().write(inside.resolve("needy-1.0.jar"));
    new PluginJar()
        .source("p.Base", "package p; public class Base {}")
        .unlisted()
        .write(inside.resolve("base-2.0.jar"));

    PluginRegistry registry = NOTHING.withFolder(plugins).discover();

    assertThat(registry.broken()).isEmpty();
    assertThat(registry.plugins())
        .extracting(PluginDescriptor::location)
        .containsExactly(inside.resolve("needy-1.0.jar").toString());
    assertThat(registry.pins())
        .extracting(PluginPin::jar)
        .containsExactly("base-2.0.jar", "needy-1.0.jar");
  }

  /** What the program has on its class path, a plugin with a class loader of its own has not. */
  @Test
  void discover_classOfTheProgram_isMissingInFolderAlone() throws Exception {
    Path base =
        new PluginJar()
            .source("p.Base", "package p; public class Base {}")
            .unlisted()
            .write(folder.resolve("base.jar"));
    Path needy = needsBase().write(plugins.resolve("needy.jar"));
    try (URLClassLoader loader = loader(needy, base)) {
      assertThat(PluginSearch.classPath(loader).discover().broken()).isEmpty();
    }
    try (URLClassLoader loader = loader(base)) {
      assertThat(PluginSearch.classPath(loader).withFolder(plugins).discover().broken())
          .extracting(BrokenPlugin::reason)
          .containsExactly("needs class 'p.Base', which is missing");
    }
  }

  @Test
  void discover_otherFiles_areNoConcern() throws Exception {
    Files.writeString(plugins.resolve("README.txt"), "Drop jars here.");
    Files.writeString(plugins.resolve(".hidden.jar"), "not a jar");
    Files.createDirectory(plugins.resolve("empty"));

    PluginRegistry registry =
        NOTHING.withFolder(plugins).withFolder(folder.resolve("absent")).discover();

    assertThat(registry.plugins()).isEmpty();
    assertThat(registry.broken()).isEmpty();
  }

  @Test
  void discover_path_takesJarsAndFolders() throws Exception {
    Path jar = PluginJar.working("p.Single", "single").write(folder.resolve("single.jar"));
    PluginJar.working("p.Inside", "inside").write(plugins.resolve("inside.jar"));

    PluginRegistry registry = NOTHING.withPath(List.of(jar, plugins)).discover();

    assertThat(registry.broken()).isEmpty();
    assertThat(registry.plugins()).extracting("name").containsExactly("inside", "single");
  }

  @Test
  void discover_pathWithNothingThere_saysSo() throws Exception {
    Path absent = folder.resolve("absent.jar");
    Path text = Files.writeString(folder.resolve("notes.txt"), "no jar");
    Path empty = Files.createDirectory(folder.resolve("empty"));

    assertThat(NOTHING.withPath(List.of(absent, text, empty)).discover().broken())
        .extracting(BrokenPlugin::toString)
        .containsExactly(
            "absent.jar (%s): is on the plugin path, but there is no such file or folder"
                .formatted(absent),
            "notes.txt (%s): is on the plugin path, but is neither a jar nor a folder"
                .formatted(text),
            "empty (%s): is on the plugin path, but no jar is in it".formatted(empty));
  }

  @Test
  void discover_onePlaceNamedTwice_isSearchedOnce() throws Exception {
    Path jar = PluginJar.working("p.Once", "once").write(plugins.resolve("once.jar"));
    try (URLClassLoader loader = loader(jar)) {
      PluginRegistry registry =
          PluginSearch.classPath(loader)
              .withFolder(plugins)
              .withPath(List.of(plugins.resolve("..").resolve("plugins"), jar))
              .discover();

      expectOnceAlone(registry);
    }
  }

  /** A class path has the files that links lead to. */
  @Test
  void discover_oneJarByALink_isLoadedOnce() throws Exception {
    Path jar = PluginJar.working("p.Once", "once").write(plugins.resolve("once.jar"));
    Path link = Files.createSymbolicLink(folder.resolve("current"), plugins);
    PluginSearch byLink = NOTHING.withPath(List.of(link, plugins, link.resolve("once.jar")));

    assertThat(byLink.discover().broken()).isEmpty();
    assertThat(byLink.discover().plugins())
        .extracting(PluginDescriptor::location)
        .containsExactly(link.resolve("once.jar").toString());
    try (URLClassLoader loader = loader(jar)) {
      PluginRegistry registry = PluginSearch.classPath(loader).withFolder(link).discover();
      expectOnceAlone(registry);
    }
  }

  @Test
  void discover_jarOfAFolderInside_isLoadedOnce() throws Exception {
    Path inside = Files.createDirectory(plugins.resolve("inside"));
    Path jar = PluginJar.working("p.Once", "once").write(inside.resolve("once.jar"));

    PluginRegistry named = NOTHING.withFolder(plugins).withPath(List.of(jar)).discover();
    expectOnceAlone(named);
    try (URLClassLoader loader = loader(jar)) {
      PluginRegistry onClassPath = PluginSearch.classPath(loader).withFolder(plugins).discover();
      expectOnceAlone(onClassPath);
    }
  }

  @Test
  void discover_folderInsideThatCannotBeRead_costsNoOtherPlugin() throws Exception {
    PluginJar.working("p.Good", "good").write(plugins.resolve("good.jar"));
    Path closed = Files.createDirectory(plugins.resolve("lost+found"));
    Files.setPosixFilePermissions(closed, Set.of());
    assumeThat(Files.isReadable(closed)).as("nothing is closed to this user").isFalse();

    PluginRegistry registry = NOTHING.withFolder(plugins).discover();

    assertThat(registry.plugins()).extracting("name").containsExactly("good");
    assertThat(registry.broken())
        .extracting(BrokenPlugin::toString)
        .singleElement()
        .asString()
        .startsWith("lost+found (%s): cannot be read: ".formatted(closed));
  }

  @Test
  void discover_copyOnTheClassPath_isAConflict() throws Exception {
    Path old = PluginJar.working("p.Dup", "dup").write(folder.resolve("dup-1.1.jar"));
    Path recent = PluginJar.working("p.Dup", "dup").write(plugins.resolve("dup-1.2.jar"));
    try (URLClassLoader loader = loader(old)) {
      assertThat(PluginSearch.classPath(loader).withFolder(plugins).discover().broken())
          .extracting(BrokenPlugin::reason)
          .containsExactly("is there 2 times, remove all but one: %s, %s".formatted(old, recent));
    }
  }

  @Test
  void discover_constructorAndCalls_haveThePluginsContextClassLoader() throws Exception {
    String members =
        """
        private final String constructed = seen();
        private static String seen() {
          ClassLoader own = Asking.class.getClassLoader();
          return Thread.currentThread().getContextClassLoader() == own ? "own" : "other";
        }
        """;
    String source =
        PluginJar.plugin("p.Asking", members, "asking")
            .replace("return \"1.2.0\"", "return constructed + \" and \" + seen()");
    Path jar =
        new PluginJar()
            .source("p.Asking", source)
            .service("p.Asking")
            .write(plugins.resolve("asking.jar"));
    ClassLoader before = Thread.currentThread().getContextClassLoader();

    assertThat(NOTHING.withFolder(plugins).discover().plugins())
        .extracting(PluginDescriptor::version)
        .containsExactly("own and own");
    assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    try (URLClassLoader loader = loader(jar)) {
      assertThat(PluginSearch.classPath(loader).discover().plugins())
          .extracting(PluginDescriptor::version)
          .containsExactly("other and other");
    }
  }

  @Test
  void find_nameThatIsNowhere_saysWherePluginsWereLookedFor() throws Exception {
    new PluginJar()
        .source("p.Good", PluginJar.plugin("p.Good", PluginJar.loss("byol"), "good"))
        .service("p.Good")
        .write(plugins.resolve("good.jar"));
    new PluginJar().service("p.Gone").write(plugins.resolve("gone.jar"));
    PluginRegistry registry = NOTHING.withFolder(plugins).discover();

    assertThat(registry.find(ExtensionKind.LOSS, "byol", "a test").plugin().name())
        .isEqualTo("good");
    assertThatThrownBy(() -> registry.find(ExtensionKind.LOSS, "vicreg", "a test"))
        .hasMessage(
            """
            no loss named 'vicreg' (from a test)
              available losses: byol 1.2.0
              not usable: p.Gone (%s): is named as a plugin, but there is no such class
              looked in: the class path, %s
              if the jar should be here, check that \
            META-INF/services/dev.doppel.spi.SelfSupervisedPlugin survived shading \
            (ServicesResourceTransformer)"""
                .formatted(plugins.resolve("gone.jar"), plugins));
  }

  /** Nobody closes the class loaders of plugins, so they are to go with what they loaded. */
  @Test
  void discover_resultThatIsDropped_leavesNoClassLoaderBehind() throws Exception {
    new PluginJar()
        .source("p.Good", PluginJar.plugin("p.Good", PluginJar.loss("byol"), "good"))
        .service("p.Good")
        .write(plugins.resolve("good.jar"));
    WeakReference<ClassLoader> loader = loaderOfTheLoss();

    for (int collection = 0; collection < 20 && loader.get() != null; collection++) {
      System.gc();
    }

    assertThat(loader.get()).isNull();
  }

  private WeakReference<ClassLoader> loaderOfTheLoss() {
    PluginRegistry registry = NOTHING.withFolder(plugins).discover();
    LossFactory factory = registry.find(ExtensionKind.LOSS, "byol", "a test").factory();
    ClassLoader loader = factory.getClass().getClassLoader();
    assertThat(loader).isInstanceOf(PluginClassLoader.class);
    return new WeakReference<>(loader);
  }

  @Test
  void search_sameParts_isEqual() {
    assertThat(NOTHING.withFolder(plugins).without(List.of("a.jar")))
        .isEqualTo(NOTHING.without(List.of("a.jar")).withFolder(plugins))
        .isNotEqualTo(NOTHING.withFolder(plugins));
  }

  /** A plugin whose version is that of a class beside it, which others have too. */
  private static PluginJar withHelper(String className, String name, String version) {
    return new PluginJar()
        .source(
            className,
            PluginJar.plugin(className, "", name).replace("\"1.2.0\"", "q.Helper.version()"))
        .source(
            "q.Helper",
            """
            package q;
            public class Helper {
              public static String version() { return "%s"; }
            }
            """
                .formatted(version))
        .service(className);
  }

  private static PluginJar needsBase() {
    return new PluginJar()
        .source("p.Needy", PluginJar.plugin("p.Needy", "public Needy() { new Base(); }", "needy"))
        .without("p.Base", "package p; public class Base {}")
        .service("p.Needy");
  }

  private static void expectOnceAlone(PluginRegistry registry) {
    assertThat(registry.broken()).isEmpty();
    assertThat(registry.plugins()).extracting("name").containsExactly("once");
  }

  private static URLClassLoader loader(Path... jars) throws IOException {
    URL[] urls = new URL[jars.length];
    for (int i = 0; i < jars.length; i++) {
      urls[i] = jars[i].toUri().toURL();
    }
    return new URLClassLoader(urls, SelfSupervisedPlugin.class.getClassLoader());
  }
}
