package dev.doppel.pluginjars;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.djl.DjlBackend;
import dev.doppel.dl4j.Dl4jBackend;
import dev.doppel.runtime.plugin.BrokenPlugin;
import dev.doppel.runtime.plugin.PluginDescriptor;
import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.runtime.recipe.DataFacts;
import dev.doppel.runtime.recipe.Recipe;
import dev.doppel.runtime.recipe.RecipeResolver;
import dev.doppel.runtime.step.StepRecord;
import dev.doppel.runtime.training.TrainingBackend;
import dev.doppel.runtime.training.TrainingPlan;
import dev.doppel.spi.SpiVersion;
import dev.doppel.testkit.RecordedSteps;
import dev.doppel.testkit.SmallRuns;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A jar that was built against an earlier version of the interface goes on running for as long as
 * that version is supported. Its source lies in {@code previous/interface-N}; the jar itself is
 * never built again.
 */
final class PreviousPluginTest {

  private static final Path JARS = Path.of("src", "test", "resources", "previous");
  private static final Pattern NAME = Pattern.compile("interface-(\\d+)\\.jar");
  private static final int STEPS = 6;

  static Stream<Arguments> jarsAndBackends() throws IOException {
    try (Stream<Path> jars = Files.list(JARS)) {
      return jars.sorted().toList().stream()
          .flatMap(
              jar ->
                  Stream.of(new DjlBackend(), new Dl4jBackend())
                      .map(backend -> Arguments.of(jar, backend)));
    }
  }

  private static int interfaceOf(Path jar) {
    Matcher name = NAME.matcher(jar.getFileName().toString());
    assertThat(name.matches()).as("%s", jar).isTrue();
    return Integer.parseInt(name.group(1));
  }

  /** One of a version that goes out of support has to say so, not fail in a step. */
  @ParameterizedTest
  @MethodSource("jarsAndBackends")
  void jarOfAnEarlierInterface_trainsOrIsRefused(Path jar, TrainingBackend backend)
      throws IOException {
    int version = interfaceOf(jar);
    assertThat(version).isLessThanOrEqualTo(SpiVersion.CURRENT);
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {jar.toUri().toURL()}, PreviousPluginTest.class.getClassLoader())) {
      PluginRegistry plugins = PluginRegistry.discover(loader);
      if (version < PluginRegistry.MINIMUM_SPI_VERSION) {
        assertThat(plugins.broken())
            .extracting(BrokenPlugin::stage)
            .containsExactly(BrokenPlugin.Stage.HANDSHAKE);
        return;
      }
      assertThat(plugins.plugins())
          .filteredOn(plugin -> plugin.name().equals("previous"))
          .extracting(PluginDescriptor::spiVersion)
          .containsExactly(version);

      List<StepRecord> records =
          RecordedSteps.train(backend, plan(backend, plugins), STEPS, SmallRuns::batch).records();
      assertThat(records).hasSize(STEPS);
      assertThat(records)
          .extracting(StepRecord::loss)
          .allSatisfy(loss -> assertThat(loss).isBetween(0.0, 4.0))
          .doesNotHaveDuplicates();
      Map<String, Double> last = records.get(STEPS - 1).figures();
      assertThat(last)
          .containsKeys("loss.factor", "target-update.momentum", "previous-spread.spread");
    }
  }

  private static TrainingPlan plan(TrainingBackend backend, PluginRegistry plugins) {
    return RecipeResolver.resolve(
            Recipe.empty()
                .withOverrides(
                    List.of(
                        "recipe=simsiam",
                        "loss=previous-distance",
                        "loss.factor=2",
                        "target-update=previous-average",
                        "guards=previous-spread, previous-clip",
                        "backbone=small-cnn",
                        "backbone.filters=4",
                        "backbone.layers=2",
                        "projector=linear(16) bn relu linear(8)",
                        "predictor=linear(8)",
                        "image-size=" + SmallRuns.SIZE,
                        "batch-size=" + SmallRuns.BATCH,
                        "steps=" + STEPS,
                        "device=cpu",
                        "seed=5")),
            plugins,
            List.of(backend),
            new DataFacts(1, SmallRuns.SIZE, 10 * SmallRuns.BATCH))
        .plan();
  }
}
