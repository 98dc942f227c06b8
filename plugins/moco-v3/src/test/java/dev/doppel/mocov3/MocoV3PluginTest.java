package dev.doppel.mocov3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.runtime.network.HeadSpecification;
import dev.doppel.spi.SelfSupervisedPlugin;
import dev.doppel.spi.recipe.RecipePreset;
import dev.doppel.testkit.PluginContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class MocoV3PluginTest extends PluginContract {

  @Override
  protected SelfSupervisedPlugin plugin() {
    return new MocoV3Plugin();
  }

  @Test
  void recipes_areNamedByMethodAndScale() {
    assertThat(plugin().recipes().stream().map(RecipePreset::fullName))
        .containsExactlyInAnyOrder(
            "moco-v3-imagenet",
            "moco-v3-small-image",
            "moco-v3-vit-imagenet",
            "moco-v3-vit-small-image");
  }

  @Test
  void recipes_headsEndInTheSameWidth() {
    for (RecipePreset recipe : plugin().recipes()) {
      HeadSpecification projector = HeadSpecification.parse(recipe.settings().get("projector"));
      HeadSpecification predictor = HeadSpecification.parse(recipe.settings().get("predictor"));
      // Predictions are compared with projections, element by element.
      assertThat(predictor.outputWidth(projector.outputWidth(1)))
          .as(recipe.fullName())
          .isEqualTo(projector.outputWidth(1));
    }
  }

  @Test
  void readme_showsTheDeclaredOptions() throws IOException {
    assertShowsOptionTables(Path.of("README.md"));
  }
}
