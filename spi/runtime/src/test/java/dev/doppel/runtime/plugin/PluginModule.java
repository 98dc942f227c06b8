package dev.doppel.runtime.plugin;

import dev.doppel.runtime.plugin.BrokenPlugin.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A plugin in a module of its own.
 *
 * @param name the name of the module, of its package and of the plugin
 * @param jar what is in it
 * @param stage at what discovery fails; null if it works
 * @param reason what is said of it then
 */
record PluginModule(String name, PluginJar jar, Stage stage, String reason) {

  static List<PluginModule> all() {
    List<PluginModule> all = new ArrayList<>(working());
    all.addAll(broken());
    return all;
  }

  static List<PluginModule> working() {
    return List.of(
        working("first", ""),
        working("last", ""),
        working(
            "method", "public static Method provider() { return new Method(0); } Method(int i) {}"),
        // Of these two, Java tells the interface alone until they are there.
        working("hidden", "public static SelfSupervisedPlugin provider() { return new Hidden(); }"),
        working(
            "covered", "public static SelfSupervisedPlugin provider() { return new Covered(); }"));
  }

  /** Each would bring a loss named {@code wanted}. */
  static List<PluginModule> broken() {
    return List.of(
        new PluginModule(
            "gone",
            // Without any class there is no such package, and Java refuses the module.
            module("gone")
                .without("gone.Gone", source("gone", ""))
                .source("gone.Other", "package gone; class Other {}"),
            Stage.LOAD,
            "is named as a plugin, but there is no such class"),
        new PluginModule(
            "wrong",
            module("wrong", "").replacement("wrong.Wrong", "package wrong; public class Wrong {}"),
            Stage.LOAD,
            "does not implement the SelfSupervisedPlugin of this host; if its jar brings its own"
                + " copy of doppel-spi, leave that out (scope provided)"),
        new PluginModule(
            "constructed",
            module("constructed", "")
                .replacement(
                    "constructed.Constructed",
                    source("constructed", "public Constructed(int number) {}")),
            Stage.LOAD,
            "has no public constructor without parameters"),
        broken(
            "thrower",
            "public Thrower() { throw new IllegalStateException(\"no licence\"); }",
            Stage.CREATE,
            "cannot be created, its constructor failed: java.lang.IllegalStateException: no"
                + " licence"),
        broken(
            "initialiser",
            "static final int NUMBER = Integer.parseInt(\"x\");",
            Stage.CREATE,
            "cannot be initialised: java.lang.NumberFormatException: For input string: \"x\""),
        lacking("orphan", "", Stage.LOAD),
        lacking("needy", "public Needy() { new Base(); }", Stage.CREATE),
        lacking(
            "late",
            """
            @Override public java.util.List<dev.doppel.spi.target.TargetUpdateFactory>
                targetUpdates() {
              new Base();
              return java.util.List.of();
            }
            """,
            Stage.DESCRIBE),
        new PluginModule(
            "newer",
            module("newer", "").newer("newer.Newer"),
            Stage.LOAD,
            "is compiled for a newer Java than this one (" + Runtime.version().feature() + ")"),
        new PluginModule(
            "future",
            module("future")
                .source("future.Future", source("future", "").replace("SpiVersion.CURRENT", "2")),
            Stage.HANDSHAKE,
            "was built for interface version 2, this host supports 1 to 1"),
        broken(
            "failing",
            "public static Failing provider() { throw new IllegalStateException(\"not today\"); }",
            Stage.CREATE,
            "cannot be created, its method provider() failed: java.lang.IllegalStateException: not"
                + " today"),
        broken(
            "absent",
            "public static Absent provider() { return null; }",
            Stage.CREATE,
            "cannot be created, its method provider() returned null"),
        broken(
            "veiled",
            "public static SelfSupervisedPlugin provider() {"
                + " throw new IllegalStateException(\"not today\"); }",
            Stage.CREATE,
            "cannot be created, its method provider() failed: java.lang.IllegalStateException: not"
                + " today"),
        broken(
            "empty",
            "public static SelfSupervisedPlugin provider() { return null; }",
            Stage.CREATE,
            "cannot be created, its method provider() returned null"));
  }

  static PluginModule named(String name) {
    return all().stream().filter(module -> module.name().equals(name)).findFirst().orElseThrow();
  }

  /** The class that is told of. */
  String provider() {
    return name + "." + type(name);
  }

  @Override
  public String toString() {
    return name;
  }

  private static PluginModule working(String name, String members) {
    String source = PluginJar.plugin("p." + type(name), members, name);
    return new PluginModule(
        name, module(name).source(name + "." + type(name), inPackage(name, source)), null, "");
  }

  private static PluginModule broken(String name, String members, Stage stage, String reason) {
    return new PluginModule(name, module(name, members), stage, reason);
  }

  /** One whose class Base is left out. */
  private static PluginModule lacking(String name, String members, Stage stage) {
    String source = source(name, members);
    return new PluginModule(
        name,
        module(name)
            .source(
                name + "." + type(name),
                stage == Stage.LOAD ? source.replace(" impl", " extends Base impl") : source)
            .without(name + ".Base", "package " + name + "; public class Base {}"),
        stage,
        "needs class '%s.Base', which is missing".formatted(name));
  }

  private static PluginJar module(String name, String members) {
    return module(name).source(name + "." + type(name), source(name, members));
  }

  private static PluginJar module(String name) {
    return new PluginJar()
        .module(
            "module %1$s { requires dev.doppel.spi; provides dev.doppel.spi.SelfSupervisedPlugin with %1$s.%2$s; }"
                .formatted(name, type(name)));
  }

  private static String source(String name, String members) {
    return inPackage(
        name, PluginJar.plugin("p." + type(name), members + PluginJar.loss("wanted"), name));
  }

  private static String inPackage(String name, String source) {
    return source.replace("package p;", "package " + name + ";");
  }

  private static String type(String name) {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }
}
