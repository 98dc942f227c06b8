package dev.doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.cli.file.Storage;
import dev.doppel.spi.SpiVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that list and show what there is. */
final class ListingCommandsTest {

  @TempDir Path folder;

  @Test
  void plugins_list_namesWhatEachBrings() {
    CommandRun run = CommandRun.of("plugins");

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .containsPattern("(?m)^PLUGIN +VERSION +INTERFACE +BRINGS +FROM$")
        .containsPattern(
            "(?m)^byol +\\S+ +%d +loss byol; view policy byol; recipes byol-imagenet,"
                    .formatted(SpiVersion.CURRENT)
                + " byol-small-image ")
        .containsPattern(
            "(?m)^target-updates +\\S+ +\\d+ +target updates copy, ema, frozen, none ");
    assertThat(CommandRun.of("plugins", "list")).isEqualTo(run);
  }

  @Test
  void plugins_describe_showsTheOptionTable() {
    CommandRun run = CommandRun.of("plugins", "describe", "ema");

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .startsWith("target update 'ema' (plugin target-updates ")
        .containsPattern("(?m)^  OPTION +DEFAULT +MUST BE +MEANING$")
        .containsPattern("(?m)^  target-update\\.momentum +0\\.996 +a number in \\[0, 1] +\\S");
  }

  @Test
  void plugins_describeAsMarkdown_showsTheTableOfTheReadme() {
    CommandRun run = CommandRun.of("plugins", "describe", "copy", "--markdown");

    assertThat(run.status()).isZero();
    assertThat(run.out().lines())
        .startsWith(
            "## Target update `copy`",
            "",
            run.out().lines().toList().get(2),
            "",
            "| option | default | must be | meaning |",
            "|---|---|---|---|",
            "| `every` | 1 | a whole number of at least 1 | steps from one copy to the next |");
  }

  @Test
  void plugins_describePlugin_showsAllItBrings() {
    CommandRun run = CommandRun.of("plugins", "describe", "byol");

    assertThat(run.out())
        .contains(
            "loss 'byol' (plugin byol ",
            "view policy 'byol' (plugin byol ",
            "recipe 'byol-imagenet' (plugin byol ",
            "    target-update.momentum = 0.996");
  }

  @Test
  void plugins_describeUnknown_namesTheNearest() {
    CommandRun run = CommandRun.of("plugins", "describe", "emma");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .startsWith(
            "doppel: no plugin and nothing that a plugin brings is named 'emma'; did you mean"
                + " 'ema'? The names are: barlow-twins, ");
  }

  @Test
  void recipes_list_namesPresetsAndFiles() throws IOException {
    Files.writeString(folder.resolve("mine.properties"), "# My own.\nrecipe = byol\n");
    CommandRun run = CommandRun.of(new Storage(), Optional.of(folder), "recipes");

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .containsPattern("(?m)^mine +recipes +My own\\.$")
        .containsPattern("(?m)^byol-small-image +plugin byol +BYOL ");
  }

  @Test
  void recipes_show_isARecipeWithEverySetting() {
    CommandRun run = CommandRun.of("recipes", "show", "byol", "image-size=224", "seed=3");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out().lines())
        .contains("recipe = byol-imagenet", "seed = 3", "target-update.momentum = 0.996");
  }

  @Test
  void recipes_showForData_fitsThem() {
    CommandRun run =
        CommandRun.of("recipes", "show", "byol", "data=shapes", "data.size=20", "data.count=500");

    assertThat(run.out().lines()).contains("recipe = byol-small-image", "image-size = 20");
  }

  @Test
  void version_isTold() {
    assertThat(CommandRun.of("--version").out()).startsWith("doppel ").contains("Java ");
  }
}
