package dev.doppel.barlowtwins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.spi.SelfSupervisedPlugin;
import dev.doppel.spi.recipe.RecipePreset;
import dev.doppel.testkit.PluginContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class BarlowTwinsPluginTest extends PluginContract {

  @Override
  protected SelfSupervisedPlugin plugin() {
    return new BarlowTwinsPlugin();
  }

  @Test
  void recipes_areNamedByMethodAndScale() {
    assertThat(plugin().recipes().stream().map(RecipePreset::fullName))
        .containsExactlyInAnyOrder("barlow-twins-imagenet", "barlow-twins-small-image");
  }

  @Test
  void readme_showsTheDeclaredOptions() throws IOException {
    assertShowsOptionTables(Path.of("README.md"));
  }
}
