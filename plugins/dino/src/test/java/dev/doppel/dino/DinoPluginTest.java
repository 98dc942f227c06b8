package dev.doppel.dino;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.runtime.network.HeadSpecification;
import dev.doppel.runtime.network.LayerSpecification.WeightNormLinear;
import dev.doppel.spi.SelfSupervisedPlugin;
import dev.doppel.spi.recipe.RecipePreset;
import dev.doppel.testkit.PluginContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class DinoPluginTest extends PluginContract {

  @Override
  protected SelfSupervisedPlugin plugin() {
    return new DinoPlugin();
  }

  @Test
  void recipes_areNamedByMethodAndScale() {
    assertThat(plugin().recipes().stream().map(RecipePreset::fullName))
        .containsExactlyInAnyOrder("dino-imagenet", "dino-small-image", "dino-vit-small-image");
  }

  @Test
  void recipes_headsEndInPrototypesOfUnitLength() {
    for (RecipePreset recipe : plugin().recipes()) {
      HeadSpecification projector = HeadSpecification.parse(recipe.settings().get("projector"));
      assertThat(projector.layers().get(projector.layers().size() - 1))
          .as(recipe.fullName())
          .isInstanceOf(WeightNormLinear.class);
    }
  }

  @Test
  void readme_showsTheDeclaredOptions() throws IOException {
    assertShowsOptionTables(Path.of("README.md"));
  }
}
