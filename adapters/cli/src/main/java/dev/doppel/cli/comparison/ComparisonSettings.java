package dev.doppel.cli.comparison;

import dev.doppel.cli.file.Storage;
import dev.doppel.cli.training.Measuring;
import dev.doppel.cli.training.StopSignal;
import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.runtime.recipe.Recipe;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * What is compared, and how.
 *
 * @param contestants the recipes, in order
 * @param seeds how many runs of each there are, with the recipe's own seed and those after it
 * @param measuring what of each run's encoder is measured
 * @param layout what the table and the report say
 * @param output the comparison's folder: new, empty, or that of an earlier start
 * @param listener is told how it goes
 * @param stop ends it early
 * @param storage how files are written
 * @param plugins looks for the plugins of a recipe
 */
public record ComparisonSettings(
    List<Contestant> contestants,
    int seeds,
    Measuring measuring,
    ComparisonLayout layout,
    Path output,
    ComparisonListener listener,
    StopSignal stop,
    Storage storage,
    Function<Recipe, PluginRegistry> plugins) {

  /** Copies. */
  public ComparisonSettings {
    contestants = List.copyOf(contestants);
  }
}
