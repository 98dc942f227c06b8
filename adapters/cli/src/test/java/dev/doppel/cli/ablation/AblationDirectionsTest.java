package dev.doppel.cli.ablation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.cli.comparison.Comparison;
import dev.doppel.cli.comparison.ComparisonListener;
import dev.doppel.cli.comparison.ComparisonResult;
import dev.doppel.cli.comparison.ComparisonSettings;
import dev.doppel.cli.comparison.Contestant;
import dev.doppel.cli.comparison.RunPlace;
import dev.doppel.cli.comparison.RunResult;
import dev.doppel.cli.file.Storage;
import dev.doppel.cli.training.Measuring;
import dev.doppel.cli.training.StopSignal;
import dev.doppel.cli.training.TrainingListener;
import dev.doppel.runtime.recipe.RecipePlugins;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Variants do what their papers report, in direction: short runs on drawn shapes, from one seed. Of
 * each suite those variants whose direction shows so soon.
 */
final class AblationDirectionsTest {

  private static final List<String> SHORT =
      List.of("data=shapes", "data.size=28", "data.count=2000", "batch-size=64", "seed=3");

  @TempDir Path folder;

  /** Of each suite what shows soonest. */
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "simsiam, no-stop-gradient, 150",
    "byol, no-batch-norm, 60",
    "dino, no-sharpening, 100",
    "moco-v3, no-predictor, 60"
  })
  void variants_shortRuns_goTheirPapersWay(String name, String variants, int steps) {
    assertDirections(name, variants, steps);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @Tag("slow")
  @CsvSource({
    "simsiam, no-predictor, 150",
    "byol, no-predictor, 150",
    "dino, 'no-centring, no-sharpening', 150"
  })
  void variants_longerRuns_goTheirPapersWay(String name, String variants, int steps) {
    assertDirections(name, variants, steps);
  }

  private void assertDirections(String name, String variants, int steps) {
    AblationSuite suite = AblationSuites.named(name);
    AblationLayout layout = new AblationLayout(suite, "djl");
    List<String> settings = new ArrayList<>(SHORT);
    settings.add("steps=" + steps);
    settings.add("optimizer.warmup-steps=" + steps / 10);
    List<Contestant> contestants =
        suite.variants().stream()
            .filter(
                variant ->
                    variant.name().equals("full")
                        || List.of(variants.split(", ", -1)).contains(variant.name()))
            .map(variant -> new Contestant(variant.name(), suite.recipe(variant, settings)))
            .toList();
    assertThat(contestants).hasSize(1 + variants.split(", ", -1).length);

    ComparisonResult result =
        Comparison.run(
            new ComparisonSettings(
                contestants,
                1,
                new Measuring(false, 0, false),
                layout,
                folder.resolve(name),
                new Silent(),
                new StopSignal(),
                new Storage(),
                RecipePlugins::discover));

    String table = String.join("\n", layout.table(result).stream().map(List::toString).toList());
    for (RunResult run : result.runs()) {
      String variant = run.place().contestant();
      // So short a run may end before a guard is sure.
      assertThat(layout.guards(result, run).orElseThrow())
          .as("guards on %s of %s in%n%s", variant, name, table)
          .isNotIn(GuardJudgement.FALSE_ALARM, GuardJudgement.OTHER_KIND);
      if (variant.equals(suite.full().name())) {
        // It is the measure of the others, which would mean nothing if it failed.
        assertThat(run.figures().orElseThrow().finding()).as("%s in%n%s", name, table).isEmpty();
      } else {
        assertThat(layout.holds(result, run))
            .as("%s of %s in%n%s", variant, name, table)
            .hasValue(true);
      }
    }
  }

  private static final class Silent implements ComparisonListener {

    @Override
    public TrainingListener onRun(RunPlace place) {
      return TrainingListener.NONE;
    }

    @Override
    public void onRunEnd(RunResult result) {}

    @Override
    public void onTakenOver(RunPlace place, Path run) {}

    @Override
    public void onDiscarded(RunPlace place, Path run) {}
  }
}
