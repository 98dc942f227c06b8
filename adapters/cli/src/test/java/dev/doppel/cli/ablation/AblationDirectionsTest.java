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

  /** Of each suite what shows soonest, and those broken that guards have time to tell. */
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "simsiam, 'no-stop-gradient, fixed-random-predictor', 150, no-stop-gradient",
    "byol, 'no-batch-norm, group-norm, no-batch-norm-in-projector', 60, no-batch-norm",
    "dino, no-sharpening, 100, ''",
    "moco-v3, 'no-predictor, momentum-0', 60, ''"
  })
  void variants_shortRuns_goTheirPapersWay(String name, String variants, int steps, String caught) {
    assertDirections(name, variants, steps, caught);
  }

  /**
   * All others whose direction shows on drawn shapes: not those of another batch size, since these
   * runs have a small one, nor those that small networks and images do not follow.
   */
  @ParameterizedTest(name = "{0}: {1}")
  @Tag("slow")
  @CsvSource({
    "simsiam, 'no-predictor, hidden-batch-norm, all-batch-norm', 150, no-predictor",
    "byol, 'no-predictor, momentum-0.9, momentum-0.99, momentum-0.999, no-batch-norm-in-encoder,"
        + " simclr', 150, ''",
    "dino, 'no-centring, no-sharpening, centre-momentum-0, centre-momentum-0.999, sinkhorn', 150,"
        + " no-centring",
    "moco-v3, 'momentum-0.9, momentum-0.99, momentum-0.999', 150, ''"
  })
  void variants_longerRuns_goTheirPapersWay(
      String name, String variants, int steps, String caught) {
    assertDirections(name, variants, steps, caught);
  }

  private void assertDirections(String name, String variants, int steps, String caught) {
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
      GuardJudgement guards = layout.guards(result, run).orElseThrow();
      // Others that are broken may end before a guard is sure.
      assertThat(guards)
          .as("guards on %s of %s in%n%s", variant, name, table)
          .isNotIn(GuardJudgement.FALSE_ALARM, GuardJudgement.OTHER_KIND);
      if (variant.equals(caught)) {
        assertThat(guards).as("%s in%n%s", name, table).isEqualTo(GuardJudgement.CAUGHT);
      }
      if (suite.baseline(suite.variant(variant)).name().equals(variant)) {
        // It is the measure of others, which would mean nothing if it failed.
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
