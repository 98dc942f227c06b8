package dev.doppel.guards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.spi.ExtensionFactory;
import dev.doppel.spi.SelfSupervisedPlugin;
import dev.doppel.testkit.PluginContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class GuardsPluginTest extends PluginContract {

  @Override
  protected SelfSupervisedPlugin plugin() {
    return new GuardsPlugin();
  }

  @Test
  void collapseGuards_areAllThere() {
    assertThat(plugin().collapseGuards().stream().map(ExtensionFactory::name))
        .containsExactlyInAnyOrder(
            "feature-std",
            "effective-rank",
            "alignment-uniformity",
            "target-entropy",
            "loss-plateau",
            "loss-floor",
            "target-alias",
            "target-drift",
            "dead-prototypes",
            "non-finite",
            "clip",
            "freeze-last-layer",
            "fixed-patch-projection",
            "gradient-spike");
  }

  @Test
  void readme_showsTheDeclaredOptions() throws IOException {
    assertShowsOptionTables(Path.of("README.md"));
  }
}
