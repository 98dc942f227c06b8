package dev.doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.cli.file.Storage;
import dev.doppel.spi.SpiVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plugins in the folder of a distribution, each with a class loader of its own. */
final class PluginFolderTest {

  private static final List<String> SETTINGS =
      List.of(
          "data=shapes",
          "data.size=16",
          "data.count=64",
          "batch-size=16",
          "steps=4",
          "optimizer.warmup-steps=1",
          "seed=3");

  @TempDir static Path plugins;

  @TempDir Path folder;

  @BeforeAll
  static void pack() throws IOException {
    PackedPlugins.into(plugins);
  }

  @Test
  void train_pluginsInTheFolder_takesTheStepsOfTheClassPath() throws IOException {
    Path onClassPath = folder.resolve("class-path");
    CommandRun.train(onClassPath, "seed=3");
    Path inFolder = folder.resolve("folder");
    CommandRun run = run(plugins, "train", "--recipe", "byol", "--output", inFolder.toString());

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(inFolder.resolve("metrics.csv"))
        .hasSameTextualContentAs(onClassPath.resolve("metrics.csv"));
    assertThat(Files.readString(inFolder.resolve("recipe.properties")))
        .containsPattern("# loss byol: plugin byol \\S+ \\(")
        .contains("(" + plugins.resolve("byol.jar") + ")")
        .contains("(" + plugins.resolve("target-updates.jar") + ")");
  }

  @Test
  void plugins_list_namesInterfaceAndJar() {
    CommandRun run = CommandRun.of(new Storage(), PackedPlugins.in(plugins), none(), "plugins");

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .containsPattern(
            "(?m)^simsiam +\\S+ +%d +loss simsiam; .* %s$"
                .formatted(SpiVersion.CURRENT, plugins.resolve("simsiam.jar")));
  }

  @Test
  void train_pluginOnThePath_isAddedToWhatThereIs() throws IOException {
    Path few = Files.createDirectory(folder.resolve("few"));
    PackedPlugins.into(few);
    Path byol = Files.move(few.resolve("byol.jar"), folder.resolve("byol.jar"));
    CommandRun without = dryRun(few);

    assertThat(without.status()).isEqualTo(2);
    assertThat(without.err())
        .contains("no recipe named 'byol'", "looked in: the class path, " + few);
    assertThat(dryRun(few, "plugin.path=" + byol).out().lines())
        .contains("  loss = byol", "  plugin.path = " + byol);
    assertThat(dryRun(few, "plugin.path=" + folder.resolve("byl.jar")).err())
        .isEqualTo(
            "doppel: 1 problem in recipe (--recipe, command line):\n"
                + "  plugin.path = %1$s  names '%1$s', but there is no such file or folder (command"
                    .formatted(folder.resolve("byl.jar"))
                + " line)\n");
  }

  @Test
  void recipes_list_takesWhichPluginsThereAre() throws IOException {
    Path few = Files.createDirectory(folder.resolve("few"));
    PackedPlugins.into(few);
    Path byol = Files.move(few.resolve("byol.jar"), folder.resolve("byol.jar"));

    assertThat(list(few, "recipes").out()).contains("simsiam-imagenet").doesNotContain("byol-");
    assertThat(list(few, "recipes", "plugin.path=" + byol).out())
        .contains("simsiam-imagenet", "byol-imagenet");
  }

  private static CommandRun list(Path plugins, String command, String... settings) {
    return CommandRun.of(
        new Storage(),
        PackedPlugins.in(plugins),
        none(),
        concat(List.of(command, "list"), settings));
  }

  @ParameterizedTest
  @ValueSource(strings = {"plugins", "recipes"})
  void list_settingsOfSomethingElse_areRefused(String command) {
    assertThat(list(plugins, command, "steps=4"))
        .isEqualTo(
            new CommandRun(
                2,
                "",
                "doppel: 'steps=4' says nothing about which plugins there are; settings here are"
                    + " plugin.exclude, plugin.path, plugin.sha256\n"));
  }

  @Test
  void plugins_listExcluded_saysThatItIsLeftOut() {
    assertThat(list(plugins, "plugins", "plugin.exclude=byol.jar").out())
        .endsWith(
            "not usable: byol.jar (%s): is left out by plugin.exclude\n"
                .formatted(plugins.resolve("byol.jar")))
        .doesNotContain("loss byol");
  }

  private static CommandRun dryRun(Path plugins, String... more) {
    return run(plugins, concat(List.of("train", "--recipe", "byol", "--dry-run"), more));
  }

  private static CommandRun run(Path plugins, String... arguments) {
    return CommandRun.of(
        new Storage(),
        PackedPlugins.in(plugins),
        none(),
        concat(List.of(arguments), SETTINGS.toArray(String[]::new)));
  }

  private static String[] concat(List<String> first, String... more) {
    return Stream.concat(first.stream(), Stream.of(more)).toArray(String[]::new);
  }

  private static Optional<Path> none() {
    return Optional.empty();
  }
}
