package dev.doppel.targetupdates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.spi.ExtensionFactory;
import dev.doppel.spi.SelfSupervisedPlugin;
import dev.doppel.testkit.PluginContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class TargetUpdatesPluginTest extends PluginContract {

  @Override
  protected SelfSupervisedPlugin plugin() {
    return new TargetUpdatesPlugin();
  }

  @Test
  void targetUpdates_areAllThere() {
    assertThat(plugin().targetUpdates().stream().map(ExtensionFactory::name))
        .containsExactlyInAnyOrder("ema", "copy", "none", "frozen");
  }

  @Test
  void readme_showsTheDeclaredOptions() throws IOException {
    assertShowsOptionTables(Path.of("README.md"));
  }
}
