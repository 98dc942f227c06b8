package dev.doppel.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.runtime.plugin.BrokenPlugin.Stage;
import dev.doppel.spi.SelfSupervisedPlugin;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One fixture for each way in which a plugin can be broken, on the class path and in a folder; good
 * plugins are always found too.
 */
final class BrokenPluginTest {

  @TempDir Path folder;

  @Test
  void discover_missingClass() throws Exception {
    expect(
        new PluginJar().service("p.Gone"),
        "p.Gone",
        Stage.LOAD,
        "is named in the services file, but there is no such class");
  }

  @Test
  void discover_wrongType() throws Exception {
    expect(
        new PluginJar().source("p.Wrong", "package p; public class Wrong {}").service("p.Wrong"),
        "p.Wrong",
        Stage.LOAD,
        "does not implement the SelfSupervisedPlugin of this host; if its jar brings its own copy"
            + " of doppel-spi, leave that out (scope provided)");
  }

  @Test
  void discover_noConstructor() throws Exception {
    expect(
        withMembers("p.NoConstructor", "public NoConstructor(int number) {}"),
        "p.NoConstructor",
        Stage.LOAD,
        "has no public constructor without parameters");
  }

  @Test
  void discover_classNotPublic() throws Exception {
    String source = PluginJar.plugin("p.Hidden", "", "hidden").replace("public class", "class");
    expect(
        new PluginJar().source("p.Hidden", source).service("p.Hidden"),
        "p.Hidden",
        Stage.LOAD,
        "has no public constructor without parameters");
  }

  @Test
  void discover_classNotPublicButConstructorIs() throws Exception {
    String source =
        PluginJar.plugin("p.Hidden", "public Hidden() {}", "hidden")
            .replace("public class", "class");
    expect(
        new PluginJar().source("p.Hidden", source).service("p.Hidden"),
        "p.Hidden",
        Stage.CREATE,
        "is not public, or its constructor without parameters is not");
  }

  @Test
  void discover_throwingConstructor() throws Exception {
    expect(
        withMembers(
            "p.Thrower", "public Thrower() { throw new IllegalStateException(\"no licence\"); }"),
        "p.Thrower",
        Stage.CREATE,
        "cannot be created, its constructor failed: java.lang.IllegalStateException: no licence");
  }

  @Test
  void discover_throwingInitialiser() throws Exception {
    expect(
        withMembers("p.Static", "static final int NUMBER = Integer.parseInt(\"x\");"),
        "p.Static",
        Stage.CREATE,
        "cannot be initialised: java.lang.NumberFormatException: For input string: \"x\"");
  }

  @Test
  void discover_missingSuperclass() throws Exception {
    String source =
        PluginJar.plugin("p.Orphan", "", "orphan")
            .replace("Orphan impl", "Orphan extends Base impl");
    expect(
        new PluginJar()
            .source("p.Orphan", source)
            .without("p.Base", "package p; public class Base {}")
            .service("p.Orphan"),
        "p.Orphan",
        Stage.LOAD,
        "needs class 'p.Base', which is missing");
  }

  @Test
  void discover_missingDependencyInConstructor() throws Exception {
    expect(
        withMembers("p.Needy", "public Needy() { new Base(); }")
            .without("p.Base", "package p; public class Base {}"),
        "p.Needy",
        Stage.CREATE,
        "needs class 'p.Base', which is missing");
  }

  @Test
  void discover_missingDependencyAtFirstCall() throws Exception {
    expect(
        withMembers(
                "p.Late",
                "@Override public java.util.List<dev.doppel.spi.loss.LossFactory> losses() {"
                    + " return Base.losses(); }")
            .without(
                "p.Base",
                "package p; public class Base { public static"
                    + " java.util.List<dev.doppel.spi.loss.LossFactory> losses() { return null; } }"),
        "p.Late",
        Stage.DESCRIBE,
        "needs class 'p.Base', which is missing");
  }

  @Test
  void discover_newerBytecode() throws Exception {
    expect(
        PluginJar.working("p.Newer", "newer")
            .bytecode(
                bytes -> {
                  // bytes 6 and 7 of a class file: its major version
                  bytes[7] = 127;
                  return bytes;
                }),
        "p.Newer",
        Stage.LOAD,
        "is compiled for a newer Java than this one (" + Runtime.version().feature() + ")");
  }

  @Test
  void discover_newerInterface() throws Exception {
    expect(
        interfaceVersion("2"),
        "p.Version",
        Stage.HANDSHAKE,
        "was built for interface version 2, this host supports 1 to 1");
  }

  @Test
  void discover_olderInterface() throws Exception {
    expect(
        interfaceVersion("0"),
        "p.Version",
        Stage.HANDSHAKE,
        "was built for interface version 0, this host supports 1 to 1");
  }

  @Test
  void discover_olderInterfaceWithoutMethod() throws Exception {
    // The plugin is compiled against an interface that lacks name().
    String old =
        "package dev.doppel.spi; public interface SelfSupervisedPlugin { int spiVersion(); }";
    String source =
        "package p; public class Old implements dev.doppel.spi.SelfSupervisedPlugin {"
            + " @Override public int spiVersion() { return 1; } }";
    BrokenPlugin broken =
        only(
            new PluginJar()
                .source("p.Old", source)
                .without("dev.doppel.spi.SelfSupervisedPlugin", old)
                .service("p.Old"));

    assertThat(broken.stage()).isEqualTo(Stage.DESCRIBE);
    assertThat(broken.provider()).isEqualTo("p.Old");
    assertThat(broken.reason())
        .startsWith(
            "was built against another version of what it calls or implements:"
                + " java.lang.AbstractMethodError")
        .contains("name()");
  }

  @Test
  void discover_interfaceInTheJar() throws Exception {
    String copy = SelfSupervisedPlugin.class.getName().replace('.', '/') + ".class";
    try (InputStream in = SelfSupervisedPlugin.class.getResourceAsStream("/" + copy)) {
      expect(
          PluginJar.working("p.Copy", "copy").file(copy, in.readAllBytes()),
          "p.Copy",
          Stage.JAR,
          "brings its own copy of doppel-spi, of which there must be one alone, the host's: leave"
              + " it out (scope provided)");
    }
  }

  @Test
  void discover_recipeThatSaysWhichPluginsThereAre() throws Exception {
    String recipes =
        """
        @Override public java.util.List<dev.doppel.spi.recipe.RecipePreset> recipes() {
          return java.util.List.of(
              new dev.doppel.spi.recipe.RecipePreset(
                  "greedy",
                  dev.doppel.spi.recipe.ImageScale.IMAGENET,
                  "a recipe",
                  java.util.Map.of("plugin.path", "elsewhere")));
        }
        """;
    expect(
        withMembers("p.Greedy", recipes),
        "p.Greedy",
        Stage.DESCRIBE,
        "sets 'plugin.path' in its recipe 'greedy-imagenet'; which plugins there are is the user's"
            + " to say");
  }

  @Test
  void discover_badServicesSyntax() throws Exception {
    BrokenPlugin broken = only(new PluginJar().service("p.Two Words"));

    assertThat(broken.stage()).isEqualTo(Stage.LOAD);
    assertThat(broken.location()).isEqualTo(folder.resolve("broken.jar").toString());
    assertThat(broken.provider()).isEqualTo("unknown class");
    assertThat(broken.reason()).startsWith("cannot be loaded: ").contains(":1: ");
  }

  @Test
  void discover_throwingMethod() throws Exception {
    expect(
        withMembers(
            "p.Moody",
            "@Override public java.util.List<dev.doppel.spi.loss.LossFactory> losses() {"
                + " throw new IllegalStateException(\"not today\"); }"),
        "p.Moody",
        Stage.DESCRIBE,
        "failed: java.lang.IllegalStateException: not today");
  }

  @Test
  void discover_nameAgainstTheRule() throws Exception {
    expect(
        PluginJar.working("p.Shouting", "BYOL"),
        "p.Shouting",
        Stage.DESCRIBE,
        "names itself 'BYOL'; a name has up to 64 lower-case letters, digits and hyphens");
  }

  @Test
  void discover_lossNameAgainstTheRule() throws Exception {
    expect(
        withMembers("p.Shouting", PluginJar.loss("my loss")),
        "p.Shouting",
        Stage.DESCRIBE,
        "names a loss 'my loss'; a name has up to 64 lower-case letters, digits and hyphens");
  }

  @Test
  void discover_nullList() throws Exception {
    expect(
        withMembers(
            "p.Null",
            "@Override public java.util.List<dev.doppel.spi.loss.LossFactory> losses() {"
                + " return null; }"),
        "p.Null",
        Stage.DESCRIBE,
        "returns null for its list of losses");
  }

  @Test
  void discover_oneNameTwice() throws Exception {
    String twice =
        PluginJar.loss("byol").replace("losses()", "one()").replace("@Override public java", "java")
            + """
            @Override public java.util.List<dev.doppel.spi.loss.LossFactory> losses() {
              return java.util.List.of(one().get(0), one().get(0));
            }
            """;
    expect(
        withMembers("p.Twice", twice),
        "p.Twice",
        Stage.DESCRIBE,
        "lists 2 losses with the name 'byol'");
  }

  @Test
  void discover_twoVersionsOfOneJar() throws Exception {
    Path old = PluginJar.working("p.Dup", "dup").write(folder.resolve("dup-1.1.jar"));
    Path recent = PluginJar.working("p.Dup", "dup").write(folder.resolve("dup-1.2.jar"));

    assertThat(search(old, recent).broken())
        .containsExactly(
            new BrokenPlugin(
                old.toString(),
                "p.Dup",
                Stage.CONFLICT,
                "is there 2 times, remove all but one: %s, %s".formatted(old, recent)));
  }

  @Test
  void discover_twoPluginsWithOneName() throws Exception {
    Path first = PluginJar.working("p.First", "same").write(folder.resolve("first.jar"));
    Path second = PluginJar.working("p.Second", "same").write(folder.resolve("second.jar"));
    String reason =
        "is one of 2 plugins named 'same', remove all but one: p.First (%s), p.Second (%s)"
            .formatted(first, second);

    assertThat(search(first, second).broken())
        .containsExactly(
            new BrokenPlugin(first.toString(), "p.First", Stage.CONFLICT, reason),
            new BrokenPlugin(second.toString(), "p.Second", Stage.CONFLICT, reason));
  }

  @Test
  void discover_twoUnlinkablePlugins_eachKeepsItsName() throws Exception {
    Path first = unlinkable("First").write(folder.resolve("first.jar"));
    Path second = unlinkable("Second").write(folder.resolve("second.jar"));

    assertThat(search(first, second).broken())
        .extracting(BrokenPlugin::toString)
        .containsExactly(
            "p.First (%s): needs class 'p.FirstBase', which is missing".formatted(first),
            "p.Second (%s): needs class 'p.SecondBase', which is missing".formatted(second));
  }

  private static PluginJar unlinkable(String name) {
    String source =
        PluginJar.plugin("p." + name, "", "unlinkable")
            .replace(name + " impl", name + " extends " + name + "Base impl");
    return new PluginJar()
        .source("p." + name, source)
        .without("p." + name + "Base", "package p; public class " + name + "Base {}")
        .service("p." + name);
  }

  private static PluginJar withMembers(String className, String members) {
    return new PluginJar()
        .source(className, PluginJar.plugin(className, members, "with-members"))
        .service(className);
  }

  private static PluginJar interfaceVersion(String version) {
    String source =
        PluginJar.plugin("p.Version", "", "version").replace("SpiVersion.CURRENT", version);
    return new PluginJar().source("p.Version", source).service("p.Version");
  }

  private void expect(PluginJar jar, String provider, Stage stage, String reason) throws Exception {
    assertThat(only(jar))
        .isEqualTo(
            new BrokenPlugin(folder.resolve("broken.jar").toString(), provider, stage, reason));
  }

  private BrokenPlugin only(PluginJar jar) throws Exception {
    PluginRegistry registry = search(jar.write(folder.resolve("broken.jar")));
    assertThat(registry.broken()).hasSize(1);
    return registry.broken().get(0);
  }

  /**
   * Searches jars with a good one before and one after, which must be found whatever happens: on a
   * class path, and in the folder that they lie in, which must come to the same.
   */
  private PluginRegistry search(Path... jars) throws Exception {
    List<URL> urls = new ArrayList<>();
    urls.add(
        PluginJar.working("p.Before", "before").write(folder.resolve("a.jar")).toUri().toURL());
    for (Path jar : jars) {
      urls.add(jar.toUri().toURL());
    }
    urls.add(PluginJar.working("p.After", "after").write(folder.resolve("z.jar")).toUri().toURL());
    ClassLoader parent = SelfSupervisedPlugin.class.getClassLoader();
    try (URLClassLoader loader = new URLClassLoader(urls.toArray(URL[]::new), parent)) {
      PluginRegistry onClassPath = PluginRegistry.discover(loader);
      PluginRegistry inFolder =
          PluginSearch.classPath(ClassLoader.getPlatformClassLoader())
              .withFolder(folder)
              .discover();
      for (PluginRegistry registry : List.of(onClassPath, inFolder)) {
        assertThat(registry.plugins()).extracting("name").containsExactly("after", "before");
      }
      assertThat(inFolder.broken()).isEqualTo(onClassPath.broken());
      return onClassPath;
    }
  }
}
