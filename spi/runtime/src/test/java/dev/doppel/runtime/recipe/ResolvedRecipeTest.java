package dev.doppel.runtime.recipe;

import static dev.doppel.runtime.recipe.Resolving.byol;
import static dev.doppel.runtime.recipe.Resolving.resolve;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResolvedRecipeTest {

  @TempDir Path folder;

  @Test
  void write_thenResolve_givesEqualSettings() throws IOException {
    for (Recipe recipe :
        List.of(
            byol(),
            byol("steps=800", "optimizer.learning-rate=0.1", "optimizer.warmup-steps=7"),
            byol("loss=moco", "loss.temperature=2e-1", "target-update=none", "guards=non-finite"),
            byol("guards=none", "target-shaping=centring", "target-shaping.momentum=0.9"),
            byol("optimizer=adamw", "optimizer.learning-rate=0.001"),
            byol("views.crops=4", "guard.feature-std.action=warn", "image-size=32"))) {
      ResolvedRecipe resolved = resolve(recipe);

      ResolvedRecipe again = resolve(reread(resolved));

      assertThat(again.settings().entrySet())
          .containsExactlyElementsOf(resolved.settings().entrySet());
      assertThat(again.provenance()).isEqualTo(resolved.provenance());
      assertThat(again.plan().steps()).isEqualTo(resolved.plan().steps());
    }
  }

  @Test
  void write_resolvedForOtherData_keepsPresetAndSize() throws IOException {
    Recipe written = reread(resolve(byol()));

    ResolvedRecipe again =
        RecipeResolver.resolve(
            written, Resolving.REGISTRY, Resolving.BACKENDS, new DataFacts(3, 224, 10_000));

    assertThat(again.settings())
        .containsEntry("recipe", "byol-small-image")
        .containsEntry("image-size", "28");
  }

  @Test
  void write_unusualText_survives() throws IOException {
    for (String data :
        List.of(
            "C:\\images\\new",
            "/data/Bilder \u00fc\u4e2d/a, b",
            "=:#!x",
            "a = b : c # d",
            "ends in \\",
            "\\\\server\\share",
            "$HOME and {x} and 100 %",
            "tab\there")) {
      ResolvedRecipe resolved = resolve(byol().withSettings(Map.of("data", data), "test"));

      assertThat(resolved.settings()).containsEntry("data", data);
      assertThat(reread(resolved).value("data")).as(data).contains(data);
    }
  }

  @Test
  void write_comments_sayWhereThingsComeFrom() throws IOException {
    StringWriter writer = new StringWriter();
    ResolvedRecipe resolved = resolve(byol("seed=7"));

    resolved.write(writer);

    String location = resolved.provenance().get(0).plugin().location();
    assertThat(writer.toString())
        .startsWith(
            """
            # A recipe with every setting. It can be run again as it is.
            # recipe byol-small-image: plugin test 1.0 (%1$s)
            # loss byol: plugin test 1.0 (%1$s)
            # target update ema: plugin test 1.0 (%1$s)
            # guard non-finite: plugin test 1.0 (%1$s)
            # guard feature-std: plugin test 1.0 (%1$s)
            # view policy byol: plugin test 1.0 (%1$s)
            # view operation flip: plugin test 1.0 (%1$s)

            # from command line
            recipe = byol-small-image

            # from default
            backend = djl
            device = auto
            threads = 0

            # from command line
            seed = 7

            # from default
            data.strict = false

            # from data
            image-size = 28

            # from preset byol-small-image
            batch-size = 128
            """
                .formatted(location))
        .contains("optimizer.predictor-schedule = same\nencoder = online\n")
        .endsWith("rollback.learning-rate-factor = 0.5\nrollback.every = 100\n");
  }

  @Test
  void write_file_replacesAndLeavesNothingElse() throws IOException {
    Path file = folder.resolve("recipe.properties");
    Files.writeString(file, "old");

    resolve(byol()).write(file);

    assertThat(file).content().startsWith("# A recipe");
    assertThat(folder).isDirectoryContaining(path -> path.equals(file));
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void write_folderMissing_isAnError() {
    Path file = folder.resolve("missing").resolve("recipe.properties");

    assertThatIOException().isThrownBy(() -> resolve(byol()).write(file));
    assertThat(folder).isEmptyDirectory();
  }

  private Recipe reread(ResolvedRecipe resolved) throws IOException {
    Path file = folder.resolve("resolved.properties");
    resolved.write(file);
    return Recipe.empty().withFile(file);
  }
}
