package dev.doppel.cli.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.cli.file.Storage;
import dev.doppel.cli.result.RunOutcome;
import dev.doppel.cli.training.Measuring;
import dev.doppel.cli.training.StopSignal;
import dev.doppel.cli.training.TrainingListener;
import dev.doppel.runtime.plugin.PluginException;
import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.runtime.recipe.Recipe;
import dev.doppel.spi.SelfSupervisedPlugin;
import dev.doppel.spi.SpiVersion;
import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.loss.LossFactory;
import dev.doppel.spi.option.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Comparing from Java: what is interrupted, and what fails. */
final class ComparisonTest {

  private static final Recipe SMALL =
      Recipe.empty()
          .withOverrides(
              List.of(
                  "recipe=simsiam",
                  "data=shapes",
                  "data.size=16",
                  "data.count=48",
                  "batch-size=16",
                  "optimizer.warmup-steps=1",
                  "seed=5",
                  "steps=3"));

  @TempDir Path folder;

  private final List<String> told = new ArrayList<>();

  @Test
  void run_stopSignal_keepsFinishedRunsAndSaysWhichWereNotRun() throws IOException {
    StopSignal stop = new StopSignal();
    // In the second step of the second run.
    ComparisonResult result =
        run(PluginRegistry.discover(), stop, 2, "first", contestants("first", "second"));

    assertThat(result.runs()).hasSize(4);
    assertThat(result.runs().get(0).completed()).isTrue();
    assertThat(result.runs().get(1).figures().orElseThrow().outcome())
        .isEqualTo(new RunOutcome(RunOutcome.Ending.INTERRUPTED, 2, 3, "stopped on request"));
    assertThat(result.runs().get(2).describe()).isEqualTo("not run");
    assertThat(folder.resolve("first-seed-5/comparison.properties")).exists();
    assertThat(folder.resolve("first-seed-6/comparison.properties")).doesNotExist();
    assertThat(Files.readString(folder.resolve("table.md")))
        .contains(
            "1 of 2 runs completed; seed 6 interrupted after 2 of 3 steps: stopped on request")
        .contains("0 of 2 runs completed; seed 5 not run; seed 6 not run");

    ComparisonResult again =
        run(PluginRegistry.discover(), new StopSignal(), 2, "", contestants("first", "second"));
    assertThat(again.runs()).allMatch(RunResult::completed);
    assertThat(told)
        .containsExactly(
            "over first 5", "anew first 6", "run first 6", "run second 5", "run second 6");
  }

  @Test
  void run_pluginThatFails_isARowAndTheOthersGoOn() throws IOException {
    List<SelfSupervisedPlugin> plugins = new ArrayList<>();
    ServiceLoader.load(SelfSupervisedPlugin.class).forEach(plugins::add);
    plugins.add(new TornPlugin());
    List<Contestant> contestants =
        List.of(
            new Contestant("torn", SMALL.withOverrides(List.of("loss=torn"))),
            new Contestant("whole", SMALL));
    ComparisonResult result =
        run(
            PluginRegistry.of(plugins.toArray(SelfSupervisedPlugin[]::new)),
            new StopSignal(),
            1,
            "",
            contestants);

    assertThat(result.runs().get(0).failure().orElseThrow()).isInstanceOf(PluginException.class);
    assertThat(result.runs().get(1).completed()).isTrue();
    assertThat(Files.readString(folder.resolve("table.md")))
        .contains("failed: loss 'torn' of plugin torn-plugin ", "this loss cannot be made");
  }

  private static List<Contestant> contestants(String... names) {
    return Stream.of(names).map(name -> new Contestant(name, SMALL)).toList();
  }

  /** Stops in the second run of a recipe, after its second step. */
  private ComparisonResult run(
      PluginRegistry plugins,
      StopSignal stop,
      int seeds,
      String stopped,
      List<Contestant> contestants) {
    told.clear();
    ComparisonListener listener =
        new ComparisonListener() {
          @Override
          public TrainingListener onRun(RunPlace place) {
            told.add("run " + place.contestant() + " " + place.seed());
            return new TrainingListener() {
              @Override
              public void onProgress(long steps) {
                if (place.contestant().equals(stopped) && place.seedNumber() == 2 && steps == 2) {
                  stop.request();
                }
              }
            };
          }

          @Override
          public void onRunEnd(RunResult result) {}

          @Override
          public void onTakenOver(RunPlace place, Path run) {
            told.add("over " + place.contestant() + " " + place.seed());
          }

          @Override
          public void onDiscarded(RunPlace place, Path run) {
            told.add("anew " + place.contestant() + " " + place.seed());
          }
        };
    return Comparison.run(
        new ComparisonSettings(
            contestants,
            seeds,
            new Measuring(true, 0, true),
            new MethodLayout(),
            folder,
            listener,
            stop,
            new Storage(),
            recipe -> plugins));
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
