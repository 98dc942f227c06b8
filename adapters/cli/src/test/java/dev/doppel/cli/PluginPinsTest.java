package dev.doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.cli.file.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars that are pinned with {@code doppel plugins pin}, and changed after that. */
final class PluginPinsTest {

  @TempDir Path folder;

  private Path plugins;
  private Path pins;

  @BeforeEach
  void pin() throws IOException {
    plugins = Files.createDirectory(folder.resolve("plugins"));
    PackedPlugins.into(plugins);
    CommandRun run = run("plugins", "pin");
    assertThat(run.status()).as(run.err()).isZero();
    pins = Files.writeString(folder.resolve("pins.properties"), run.out());
  }

  @Test
  void pin_output_isARecipeWithAPinAJar() throws IOException {
    List<String> lines = Files.readAllLines(pins);

    assertThat(lines.get(0)).isEqualTo("plugin.sha256 = \\");
    assertThat(lines.subList(1, lines.size()))
        .hasSameSizeAs(plugins.toFile().list())
        .allMatch(line -> line.matches("    [a-z0-9-]+\\.jar=[0-9a-f]{64}(, \\\\)?"));
  }

  @Test
  void train_pinsThatMatch_runs() {
    CommandRun run = dryRun("byol");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).contains("  plugin.sha256 = barlow-twins.jar=");
  }

  @Test
  void train_changedJar_isAnErrorOnlyIfItIsSelected() throws IOException {
    Path changed = plugins.resolve("simsiam.jar");
    Files.copy(plugins.resolve("simclr.jar"), changed, StandardCopyOption.REPLACE_EXISTING);

    assertThat(dryRun("byol").status()).isZero();
    CommandRun run = dryRun("simsiam");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .contains("no recipe named 'simsiam'")
        .containsPattern(
            "not usable: simsiam\\.jar \\(%s\\): has the SHA-256 [0-9a-f]{64}, but its pin in"
                    .formatted(changed)
                + " plugin\\.sha256 is [0-9a-f]{64}; it was not loaded");
  }

  @Test
  void train_jarThatWasAdded_isNotLoaded() throws IOException {
    Path added = Files.copy(plugins.resolve("byol.jar"), plugins.resolve("added.jar"));
    CommandRun run = run("train", "--recipe", "byol", "--dry-run");

    // Without pins it is one plugin too many.
    assertThat(run.err()).contains("is there 2 times, remove all but one: ");
    assertThat(dryRun("byol").status()).isZero();
    assertThat(run("plugins", "list", "plugin.sha256=" + text()).out())
        .contains(
            "not usable: added.jar (%s): has no pin in plugin.sha256, where each plugin's jar needs"
                    .formatted(added)
                + " one; it was not loaded\n");
  }

  /** The pins as one value, as a command line has them. */
  private String text() throws IOException {
    return Files.readString(pins).replaceAll("(?s)^.*? = |\\\\\\R *", "").strip();
  }

  private CommandRun dryRun(String recipe) {
    return run("train", "--recipe", recipe, "--config", pins.toString(), "--dry-run");
  }

  private CommandRun run(String... arguments) {
    Stream<String> settings =
        arguments[0].equals("train")
            ? Stream.of("data=shapes", "data.size=16", "data.count=64", "batch-size=16", "steps=4")
            : Stream.of();
    return CommandRun.of(
        new Storage(),
        PackedPlugins.in(plugins),
        Optional.empty(),
        Stream.concat(Stream.of(arguments), settings).toArray(String[]::new));
  }
}
