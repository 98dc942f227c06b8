package dev.doppel.simclr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.spi.ExtensionFactory;
import dev.doppel.spi.SelfSupervisedPlugin;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.recipe.RecipePreset;
import dev.doppel.testkit.PluginContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
  void readme_listsEachOption() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    List<ExtensionFactory> factories = new ArrayList<>(plugin().losses());
    factories.addAll(plugin().viewPolicies());
    for (ExtensionFactory factory : factories) {
      for (Option<?> option : factory.options()) {
        assertThat(readme)
            .contains(
                "| `%s` | %s | %s | %s |"
                    .formatted(
                        option.name(),
                        option.defaultText().orElse("must be set"),
                        option.allowed(),
                        option.description()));
      }
    }
  }
}
