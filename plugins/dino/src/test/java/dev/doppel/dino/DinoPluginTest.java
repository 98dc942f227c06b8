package dev.doppel.dino;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.runtime.network.HeadSpecification;
import dev.doppel.runtime.network.LayerSpecification.WeightNormLinear;
import dev.doppel.spi.ExtensionFactory;
import dev.doppel.spi.SelfSupervisedPlugin;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.recipe.RecipePreset;
import dev.doppel.testkit.PluginContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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
  void readme_listsEachOption() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    List<ExtensionFactory> factories =
        Stream.of(plugin().losses(), plugin().collapseGuards(), plugin().viewPolicies())
            .<ExtensionFactory>flatMap(List::stream)
            .toList();
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
