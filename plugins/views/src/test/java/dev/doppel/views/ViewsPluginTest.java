package dev.doppel.views;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.spi.ExtensionFactory;
import dev.doppel.spi.SelfSupervisedPlugin;
import dev.doppel.spi.option.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

final class ViewsPluginTest {

  @Test
  void serviceLoader_findsThePlugin() {
    assertThat(ServiceLoader.load(SelfSupervisedPlugin.class))
        .hasAtLeastOneElementOfType(ViewsPlugin.class);
  }

  @Test
  void viewOperations_all_areNamed() {
    assertThat(new ViewsPlugin().viewOperations())
        .extracting(ExtensionFactory::name)
        .containsExactly(
            "random-resized-crop",
            "centre-crop",
            "horizontal-flip",
            "color-jitter",
            "grayscale",
            "gaussian-blur",
            "solarize",
            "normalize");
  }

  @Test
  void readme_optionTable_hasEveryOption() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    for (ExtensionFactory factory : new ViewsPlugin().viewOperations()) {
      assertThat(readme).contains("| `%s` |".formatted(factory.name()));
      for (Option<?> option : factory.options()) {
        assertThat(readme)
            .contains(
                "| `%s` | `%s` | %s | %s | %s |"
                    .formatted(
                        factory.name(),
                        option.name(),
                        option.allowed(),
                        option.defaultText().orElse("-"),
                        option.description()));
      }
    }
  }
}
