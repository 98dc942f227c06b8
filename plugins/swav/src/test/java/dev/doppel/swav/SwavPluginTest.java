package dev.doppel.swav;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.runtime.network.HeadSpecification;
import dev.doppel.runtime.network.LayerSpecification.L2Normalize;
import dev.doppel.runtime.network.LayerSpecification.Prototypes;
import dev.doppel.spi.SelfSupervisedPlugin;
import dev.doppel.spi.recipe.RecipePreset;
import dev.doppel.testkit.PluginContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class SwavPluginTest extends PluginContract {

  @Override
  protected SelfSupervisedPlugin plugin() {
    return new SwavPlugin();
  }

  @Test
  void recipes_areNamedByMethodAndScale() {
    assertThat(plugin().recipes().stream().map(RecipePreset::fullName))
        .containsExactlyInAnyOrder("swav-imagenet", "swav-small-image");
  }

  @Test
  void recipes_scoreNormalisedFeaturesWithPrototypesAlone() {
    for (RecipePreset recipe : plugin().recipes()) {
      HeadSpecification projector = HeadSpecification.parse(recipe.settings().get("projector"));
      HeadSpecification predictor = HeadSpecification.parse(recipe.settings().get("predictor"));
      assertThat(projector.layers().get(projector.layers().size() - 1))
          .as(recipe.fullName())
          .isInstanceOf(L2Normalize.class);
      assertThat(predictor.layers())
          .as(recipe.fullName())
          .singleElement()
          .isInstanceOf(Prototypes.class);
    }
  }

  @Test
  void readme_showsTheDeclaredOptions() throws IOException {
    assertShowsOptionTables(Path.of("README.md"));
  }
}
