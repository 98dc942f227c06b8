package dev.doppel.views;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.spi.ExtensionFactory;
import dev.doppel.spi.SelfSupervisedPlugin;
import dev.doppel.testkit.PluginContract;
import java.io.IOException;
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
  void readme_showsTheDeclaredOptions() throws IOException {
    assertShowsOptionTables(Path.of("README.md"));
  }
}
