package dev.doppel.views;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.spi.ExtensionFactory;
import dev.doppel.spi.SelfSupervisedPlugin;
import dev.doppel.spi.option.Option;
import dev.doppel.testkit.PluginContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class ViewsPluginTest extends PluginContract {

  @Override
  protected SelfSupervisedPlugin plugin() {
    return new ViewsPlugin();
  }

  @Test
  void viewOperations_all_areNamed() {
    assertThat(plugin().viewOperations())
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
  void readme_listsEachOperationAndOption() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    for (ExtensionFactory factory : plugin().viewOperations()) {
      assertThat(readme).contains("| `%s` | ".formatted(factory.name()));
      for (Option<?> option : factory.options()) {
        assertThat(readme)
            .contains(
                "| `%s` | `%s` | %s | %s | %s |"
                    .formatted(
                        factory.name(),
                        option.name(),
                        option.defaultText().orElse("must be set"),
                        option.allowed(),
                        option.description()));
      }
    }
  }
}
