package dev.doppel.runtime.plugin;

import dev.doppel.runtime.plugin.BrokenPlugin.Stage;
import dev.doppel.spi.SelfSupervisedPlugin;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Plugins that discovery refuses, each of which would bring a loss named {@code wanted}. */
final class PluginDefects {

  private static final String MISSING = "needs class 'p.Base', which is missing";

  private static final String LIST = "java.util.List<LossFactory> ";

  private static final String NO_CONSTRUCTOR = "has no public constructor without parameters";

  private PluginDefects() {}

  /** What is wrong with a class: it cannot be loaded, or no object of it be made. */
  static List<PluginDefect> ofClasses() {
    return List.of(
        PluginDefect.of(
            "missing class",
            new PluginJar().service("p.Gone"),
            "p.Gone",
            Stage.LOAD,
            "is named as a plugin, but there is no such class"),
        PluginDefect.of(
            "wrong type",
            new PluginJar()
                .source("p.Wrong", "package p; public class Wrong {}")
                .service("p.Wrong"),
            "p.Wrong",
            Stage.LOAD,
            "does not implement the SelfSupervisedPlugin of this host; if its jar brings its own"
                + " copy of doppel-spi, leave that out (scope provided)"),
        PluginDefect.of(
            "constructor with parameters",
            with("p.Parameters", "public Parameters(int number) {}"),
            "p.Parameters",
            Stage.LOAD,
            NO_CONSTRUCTOR),
        PluginDefect.of(
            "constructor not public",
            with("p.Private", "Private() {}"),
            "p.Private",
            Stage.LOAD,
            NO_CONSTRUCTOR),
        PluginDefect.of(
            "class not public", notPublic("p.Hidden", ""), "p.Hidden", Stage.LOAD, NO_CONSTRUCTOR),
        PluginDefect.of(
            "class not public, constructor public",
            notPublic("p.Hidden", "public Hidden() {}"),
            "p.Hidden",
            Stage.CREATE,
            "is not public, or its constructor without parameters is not"),
        PluginDefect.of(
            "throwing constructor",
            with(
                "p.Thrower",
                "public Thrower() { throw new IllegalStateException(\"no licence\"); }"),
            "p.Thrower",
            Stage.CREATE,
            "cannot be created, its constructor failed: java.lang.IllegalStateException: no"
                + " licence"),
        PluginDefect.of(
            "throwing initialiser",
            with("p.Static", "static final int NUMBER = Integer.parseInt(\"x\");"),
            "p.Static",
            Stage.CREATE,
            "cannot be initialised: java.lang.NumberFormatException: For input string: \"x\""),
        PluginDefect.of(
            "missing dependency at load",
            unlinkable("Orphan", "Base"),
            "p.Orphan",
            Stage.LOAD,
            MISSING),
        PluginDefect.of(
            "missing dependency in constructor",
            with("p.Needy", "public Needy() { new Base(); }")
                .without("p.Base", "package p; public class Base {}"),
            "p.Needy",
            Stage.CREATE,
            MISSING),
        PluginDefect.of(
            "missing dependency at first call",
            with(
                    "p.Late",
                    """
                    @Override public java.util.List<dev.doppel.spi.target.TargetUpdateFactory>
                        targetUpdates() {
                      new Base();
                      return java.util.List.of();
                    }
                    """)
                .without("p.Base", "package p; public class Base {}"),
            "p.Late",
            Stage.DESCRIBE,
            MISSING),
        PluginDefect.of(
            "newer byte code",
            with("p.Newer", "").newer("p.Newer"),
            "p.Newer",
            Stage.LOAD,
            "is compiled for a newer Java than this one (" + Runtime.version().feature() + ")"),
        newerInterface(),
        olderInterface(),
        PluginDefect.of(
            "older interface without a method",
            new PluginJar()
                .source(
                    "p.Old",
                    "package p; public class Old implements dev.doppel.spi.SelfSupervisedPlugin {"
                        + " @Override public int spiVersion() { return 1; } }")
                .without(
                    SelfSupervisedPlugin.class.getName(),
                    "package dev.doppel.spi; public interface SelfSupervisedPlugin {"
                        + " int spiVersion(); }")
                .service("p.Old"),
            "p.Old",
            Stage.DESCRIBE,
            "lacks the method 'name': it was built against another version of what it implements"));
  }

  private static PluginDefect newerInterface() {
    return PluginDefect.of(
        "newer interface",
        interfaceVersion("2"),
        "p.Version",
        Stage.HANDSHAKE,
        "was built for interface version 2, this host supports 1 to 1");
  }

  private static PluginDefect olderInterface() {
    return PluginDefect.of(
        "older interface",
        interfaceVersion("0"),
        "p.Version",
        Stage.HANDSHAKE,
        "was built for interface version 0, this host supports 1 to 1");
  }

  /** What is wrong with jars, or with two of them together. */
  static List<PluginDefect> ofJars() {
    return List.of(
        PluginDefect.of(
            "bad services syntax",
            new PluginJar().service("# one line, two words").service("p.Two Words"),
            "unknown class",
            Stage.LOAD,
            "has no name of a class in line 2 of its file"
                + " META-INF/services/dev.doppel.spi.SelfSupervisedPlugin"),
        PluginDefect.of(
            "interface bundled in the jar",
            with("p.Copy", "").file("dev/doppel/spi/SelfSupervisedPlugin.class", interfaceBytes()),
            "p.Copy",
            Stage.JAR,
            "brings its own copy of doppel-spi, of which there must be one alone, the host's: leave"
                + " it out (scope provided)"),
        new PluginDefect(
            "two versions of one jar",
            Map.of("dup-1.1.jar", with("p.Dup", ""), "dup-1.2.jar", with("p.Dup", "")),
            folder ->
                List.of(
                    new BrokenPlugin(
                        folder.resolve("dup-1.1.jar").toString(),
                        "p.Dup",
                        Stage.CONFLICT,
                        "is there 2 times, remove all but one: %1$s/dup-1.1.jar, %1$s/dup-1.2.jar"
                            .formatted(folder)))),
        ofTwo(
            "two plugins with one id",
            with("p.First", ""),
            with("p.Second", ""),
            Stage.CONFLICT,
            folder ->
                List.of(twoWithOneName().formatted(folder), twoWithOneName().formatted(folder))),
        ofTwo(
            "two plugins that do not link",
            unlinkable("First", "FirstBase"),
            unlinkable("Second", "SecondBase"),
            Stage.LOAD,
            folder ->
                List.of(
                    "needs class 'p.FirstBase', which is missing",
                    "needs class 'p.SecondBase', which is missing")),
        ofTwo(
            "two plugins that do not link for want of one class",
            unlinkable("First", "Base"),
            unlinkable("Second", "Base"),
            Stage.LOAD,
            folder -> List.of(MISSING, MISSING)));
  }

  private static String twoWithOneName() {
    return "is one of 2 plugins named 'broken', remove all but one: p.First (%1$s/first.jar),"
        + " p.Second (%1$s/second.jar)";
  }

  private static PluginDefect ofTwo(
      String name,
      PluginJar first,
      PluginJar second,
      Stage stage,
      Function<Path, List<String>> reasons) {
    return new PluginDefect(
        name,
        Map.of("first.jar", first, "second.jar", second),
        folder ->
            List.of(
                new BrokenPlugin(
                    folder.resolve("first.jar").toString(),
                    "p.First",
                    stage,
                    reasons.apply(folder).get(0)),
                new BrokenPlugin(
                    folder.resolve("second.jar").toString(),
                    "p.Second",
                    stage,
                    reasons.apply(folder).get(1))));
  }

  private static byte[] interfaceBytes() {
    String file = "SelfSupervisedPlugin.class";
    try (InputStream in = SelfSupervisedPlugin.class.getResourceAsStream(file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is wrong with what a plugin says of itself. */
  static List<PluginDefect> ofDescriptions() {
    return List.of(
        described(
            "throwing method",
            """
            @Override public java.util.List<dev.doppel.spi.target.TargetUpdateFactory>
                targetUpdates() {
              throw new IllegalStateException("not today");
            }
            """,
            "failed: java.lang.IllegalStateException: not today"),
        described(
            "method that throws what it does not declare",
            """
            @SuppressWarnings("unchecked")
            private static <E extends Exception> void sneak(Exception e) throws E { throw (E) e; }
            @Override public java.util.List<dev.doppel.spi.target.TargetUpdateFactory>
                targetUpdates() {
              Told.<RuntimeException>sneak(new java.io.IOException("no licence file"));
              return null;
            }
            """,
            "failed: java.io.IOException: no licence file"),
        described(
            "method that fails an assertion",
            """
            @Override public java.util.List<dev.doppel.spi.target.TargetUpdateFactory>
                targetUpdates() {
              throw new AssertionError("never");
            }
            """,
            "failed: java.lang.AssertionError: never"),
        described(
            "method without end",
            """
            @Override public java.util.List<dev.doppel.spi.target.TargetUpdateFactory>
                targetUpdates() {
              return targetUpdates();
            }
            """,
            "failed: java.lang.StackOverflowError"),
        described(
            "list that is null",
            """
            @Override public java.util.List<dev.doppel.spi.target.TargetUpdateFactory>
                targetUpdates() {
              return null;
            }
            """,
            "returns null for its list of target updates"),
        PluginDefect.of(
            "name against the rule",
            new PluginJar()
                .source("p.Told", PluginJar.plugin("p.Told", PluginJar.loss("wanted"), "BYOL"))
                .service("p.Told"),
            "p.Told",
            Stage.DESCRIBE,
            "names itself 'BYOL'; a name begins with a lower-case letter and has up to 64 of them, digits and hyphens"),
        described(
            "loss's name against the rule",
            PluginJar.loss("my loss"),
            "names a loss 'my loss'; a name begins with a lower-case letter and has up to 64 of them, digits and hyphens"),
        described(
            "one name twice",
            PluginJar.loss("wanted").replace("@Override public " + LIST + "losses", LIST + "one")
                + """
                @Override public java.util.List<LossFactory> losses() {
                  return java.util.List.of(one().get(0), one().get(0));
                }
                """,
            "lists 2 losses with the name 'wanted'"),
        described(
            "guard of no kind",
            """
            @Override public java.util.List<dev.doppel.spi.guard.CollapseGuardFactory> collapseGuards() {
              return java.util.List.of(new dev.doppel.spi.guard.CollapseGuardFactory() {
                @Override public String name() { return "vague"; }
                @Override public String description() { return "a guard"; }
                @Override public Class<? extends dev.doppel.spi.guard.CollapseGuard> kind() {
                  return dev.doppel.spi.guard.CollapseGuard.class;
                }
                @Override public dev.doppel.spi.guard.CollapseGuard create(
                    dev.doppel.spi.option.Options options) {
                  return null;
                }
              });
            }
            """,
            "says that guard 'vague' is a dev.doppel.spi.guard.CollapseGuard; a guard is a"
                + " TargetShaper, a GradientGuard or a CollapseMonitor"),
        described(
            "recipe that says which plugins there are",
            """
            @Override public java.util.List<dev.doppel.spi.recipe.RecipePreset> recipes() {
              return java.util.List.of(
                  new dev.doppel.spi.recipe.RecipePreset(
                      "greedy",
                      dev.doppel.spi.recipe.ImageScale.IMAGENET,
                      "a recipe",
                      java.util.Map.of("plugin.path", "elsewhere")));
            }
            """,
            "sets 'plugin.path' in its recipe 'greedy-imagenet'; which plugins there are is the"
                + " user's to say"));
  }

  private static PluginDefect described(String name, String members, String reason) {
    return PluginDefect.of(name, with("p.Told", members), "p.Told", Stage.DESCRIBE, reason);
  }

  /** A plugin with members, and with the loss unless these bring another. */
  private static PluginJar with(String className, String members) {
    return new PluginJar().source(className, source(className, members)).service(className);
  }

  private static String source(String className, String members) {
    String all = members.contains(" losses()") ? members : members + PluginJar.loss("wanted");
    return PluginJar.plugin(className, all, "broken");
  }

  private static PluginJar notPublic(String className, String members) {
    return new PluginJar()
        .source(className, source(className, members).replace("public class", "class"))
        .service(className);
  }

  private static PluginJar interfaceVersion(String version) {
    String className = "p.Version";
    return new PluginJar()
        .source(className, source(className, "").replace("SpiVersion.CURRENT", version))
        .service(className);
  }

  /** A plugin whose superclass is in no jar. */
  private static PluginJar unlinkable(String name, String base) {
    String className = "p." + name;
    return new PluginJar()
        .source(
            className,
            source(className, "").replace(name + " impl", name + " extends " + base + " impl"))
        .without("p." + base, "package p; public class " + base + " {}")
        .service(className);
  }
}
