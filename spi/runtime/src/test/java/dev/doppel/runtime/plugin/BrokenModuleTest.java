package dev.doppel.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.outside.ListPlugins;
import dev.doppel.runtime.plugin.BrokenPlugin.Stage;
import dev.doppel.spi.SelfSupervisedPlugin;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each way in which a plugin can be broken on the module path, beside the interface and the runtime
 * as modules: it is named with its jar and the cause, and the others work.
 *
 * <p>Java itself refuses some before any program begins: a package that two modules have, as where
 * the interface is bundled, and two versions of a module in one folder.
 */
final class BrokenModuleTest {

  /** A virtual machine that starts takes a second. */
  private static final long MOST_MINUTES = 5;

  @TempDir static Path folder;

  private static Path modules;

  private static List<String> found;

  @BeforeAll
  static void discoverAllAtOnce() throws Exception {
    modules = Files.createDirectory(folder.resolve("modules"));
    for (PluginModule module : PluginModule.all()) {
      module.jar().write(modules.resolve(module.name() + ".jar"));
    }
    found = listed();
  }

  static List<PluginModule> broken() {
    return PluginModule.broken();
  }

  static List<PluginModule> working() {
    return PluginModule.working();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("broken")
  void discover_brokenModule_isToldOfThatPluginAlone(PluginModule module) {
    assertThat(linesOf("broken"))
        .contains(
            line(
                "broken",
                module.provider(),
                location(module),
                module.stage().name(),
                module.reason()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("working")
  void discover_workingModule_worksBesideTheBroken(PluginModule module) {
    assertThat(linesOf("works")).contains(line("works", module.name(), location(module)));
  }

  @Test
  void discover_modules_tellsNothingElse() {
    assertThat(linesOf("works")).hasSameSizeAs(PluginModule.working());
    assertThat(linesOf("broken")).hasSameSizeAs(PluginModule.broken());
  }

  @Test
  void find_whatABrokenModuleWouldBring_namesEach() {
    assertThat(found).contains("no loss named 'wanted' (from loss=wanted in a.yaml:1)");
    for (PluginModule module : PluginModule.broken()) {
      assertThat(found)
          .contains(
              "  not usable: %s (%s): %s"
                  .formatted(module.provider(), location(module), module.reason()));
    }
  }

  /** A module that hides the class of its plugin hides its jar, too, until it is too late. */
  @Test
  void discover_modulesWithPins_loadsWhatMatchesAlone() throws Exception {
    List<String> listed = listed(PluginPin.of(modules.resolve("first.jar")).toString());

    assertThat(listed).filteredOn(text -> text.startsWith("works")).hasSize(1);
    assertThat(listed)
        .contains(line("works", "first", modules.resolve("first.jar").toString()))
        .contains(
            line(
                "broken",
                "last.Last",
                modules.resolve("last.jar").toString(),
                Stage.UNTRUSTED.name(),
                "has no pin in plugin.sha256, where each plugin's jar needs one; it was not loaded"))
        .contains(
            line(
                "broken",
                "unknown class",
                CodeLocation.UNKNOWN,
                Stage.UNTRUSTED.name(),
                "is not in a jar, which alone can match a pin of plugin.sha256; it was not loaded:"
                    + " its module's method provider() returns SelfSupervisedPlugin, not its own"
                    + " class"));
  }

  @Test
  void discover_modulesThatAreLeftOut_areNotUsed() throws Exception {
    List<String> listed = listed("last.jar", "hidden.jar");

    assertThat(listed)
        .filteredOn(text -> text.startsWith("works"))
        .hasSize(PluginModule.working().size() - 2);
    for (String name : List.of("last", "hidden")) {
      PluginModule module = PluginModule.named(name);
      assertThat(listed)
          .filteredOn(text -> text.contains(ListPlugins.SEPARATOR + location(module)))
          .containsExactly(
              line(
                  "broken",
                  module.provider(),
                  location(module),
                  Stage.EXCLUDED.name(),
                  "is left out by plugin.exclude"));
    }
  }

  private static String location(PluginModule module) {
    return modules.resolve(module.name() + ".jar").toString();
  }

  private static List<String> linesOf(String kind) {
    return found.stream().filter(text -> text.startsWith(line(kind, ""))).toList();
  }

  private static String line(String... parts) {
    return String.join(ListPlugins.SEPARATOR, parts);
  }

  /** Runs the program of a class path on modules. */
  private static List<String> listed(String... arguments) throws IOException, InterruptedException {
    Path list = folder.resolve("list");
    Path log = folder.resolve("log");
    List<Path> modulePath = new ArrayList<>();
    modulePath.add(Path.of(CodeLocation.of(SelfSupervisedPlugin.class)));
    modulePath.add(Path.of(CodeLocation.of(PluginRegistry.class)));
    modulePath.addAll(libraries());
    modulePath.add(modules);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--module-path", path(modulePath)));
    command.addAll(List.of("--add-modules", "dev.doppel.runtime"));
    command.addAll(List.of("-cp", CodeLocation.of(ListPlugins.class)));
    command.addAll(List.of(ListPlugins.class.getName(), list.toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      assertThat(process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    } finally {
      process.destroyForcibly();
    }
    return Files.readAllLines(list);
  }

  private static String path(List<Path> entries) {
    return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  /** What the runtime's module requires, and they in turn. */
  private static List<Path> libraries() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(
            jar ->
                Stream.of("commons-", "snakeyaml-")
                    .anyMatch(jar.getFileName().toString()::startsWith))
        .toList();
  }
}
