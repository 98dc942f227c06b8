package dev.doppel.simclr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.spi.SelfSupervisedPlugin;
import dev.doppel.spi.recipe.RecipePreset;
import dev.doppel.testkit.PluginContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class SimClrPluginTest extends PluginContract {

  @Override
  protected SelfSupervisedPlugin plugin() {
    return new SimClrPlugin();
  }

  @Test
  void recipes_areNamedByMethodAndScale() {
    assertThat(plugin().recipes().stream().map(RecipePreset::fullName))
        .containsExactlyInAnyOrder("simclr-imagenet", "simclr-small-image");
  }

  @Test
  void readme_showsTheDeclaredOptions() throws IOException {
    assertShowsOptionTables(Path.of("README.md"));
  }
}
