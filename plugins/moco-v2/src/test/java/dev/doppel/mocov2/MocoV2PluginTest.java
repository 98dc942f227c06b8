package dev.doppel.mocov2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.spi.SelfSupervisedPlugin;
import dev.doppel.spi.recipe.RecipePreset;
import dev.doppel.testkit.PluginContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class MocoV2PluginTest extends PluginContract {

  @Override
  protected SelfSupervisedPlugin plugin() {
    return new MocoV2Plugin();
  }

  @Test
  void recipes_areNamedByMethodAndScale() {
    assertThat(plugin().recipes().stream().map(RecipePreset::fullName))
        .containsExactlyInAnyOrder("moco-v2-imagenet", "moco-v2-small-image");
  }

  @Test
  void readme_showsTheDeclaredOptions() throws IOException {
    assertShowsOptionTables(Path.of("README.md"));
  }
}
