package dev.doppel.swav;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.runtime.network.HeadSpecification;
import dev.doppel.runtime.network.LayerSpecification.L2Normalize;
import dev.doppel.runtime.network.LayerSpecification.Prototypes;
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
