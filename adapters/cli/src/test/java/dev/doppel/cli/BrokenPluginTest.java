package dev.doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.cli.file.Storage;
import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.spi.SelfSupervisedPlugin;
import dev.doppel.spi.SpiVersion;
import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.loss.LossFactory;
import dev.doppel.spi.option.Options;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A plugin that fails when a recipe selects it. */
final class BrokenPluginTest {

  @Test
  void train_pluginFails_isAPluginErrorThatNamesIt() {
    CommandRun run = run("train", "loss=torn", "data=shapes", "steps=2");

    assertThat(run.status()).isEqualTo(7);
    assertThat(run.err())
        .startsWith("doppel: loss 'torn' of plugin torn-plugin ")
        .contains("this loss cannot be made")
        .hasLineCount(1);
  }

  @Test
  void plugins_describe_showsItAsAnyOther() {
    assertThat(run("plugins", "describe", "torn"))
        .isEqualTo(
            new CommandRun(
                0,
                """
                loss 'torn' (plugin torn-plugin unknown)
                  A loss that cannot be made.
                  no options

                """,
                ""));
  }

  private static CommandRun run(String... arguments) {
    return CommandRun.of(
        new Storage(), recipe -> PluginRegistry.of(new TornPlugin()), Optional.empty(), arguments);
  }

  private static final class TornPlugin implements SelfSupervisedPlugin {

    @Override
    public int spiVersion() {
      return SpiVersion.CURRENT;
    }

    @Override
    public String name() {
      return "torn-plugin";
    }

    @Override
    public List<LossFactory> losses() {
      return List.of(new TornFactory());
    }
  }

  private static final class TornFactory implements LossFactory {

    @Override
    public String name() {
      return "torn";
    }

    @Override
    public String description() {
      return "A loss that cannot be made.";
    }

    @Override
    public Loss create(Options options) {
      throw new IllegalStateException("this loss cannot be made");
    }
  }
}
