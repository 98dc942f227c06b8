package dev.doppel.cli.comparison;

import dev.doppel.cli.file.Storage;
import dev.doppel.cli.result.RunOutcome;
import dev.doppel.cli.result.TrainingResult;
import dev.doppel.cli.training.OfferedBackends;
import dev.doppel.cli.training.PreparedRun;
import dev.doppel.cli.training.Training;
import dev.doppel.cli.training.TrainingSettings;
import dev.doppel.runtime.plugin.PluginException;
import dev.doppel.runtime.recipe.Recipe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Trains several recipes one after another, as the command {@code train} does, and compares what
 * comes of them. For one thread.
 */
public final class Comparison {

  private final ComparisonSettings settings;
  private final ComparisonFiles files;
  private final List<RunResult> results = new ArrayList<>();

  private Comparison(ComparisonSettings settings) {
    this.settings = settings;
    this.files = new ComparisonFiles(settings.output(), settings.layout(), settings.storage());
  }

  /**
   * Runs a comparison. A run that fails is told of in the result, and the others go on; what can be
   * seen to be wrong before the first run ends all of it.
   *
   * @param settings what is compared, and how
   * @return how it went; all of it is in the folder too
   * @throws dev.doppel.runtime.recipe.RecipeException if anything is wrong with a recipe
   * @throws dev.doppel.cli.failure.UsageException if one names no data, or the folder holds
   *     something else
   * @throws dev.doppel.data.DataException if data cannot be opened
   * @throws dev.doppel.cli.failure.StorageException if the folder cannot be read or written to
   */
  public static ComparisonResult run(ComparisonSettings settings) {
    return new Comparison(settings).run();
  }

  private ComparisonResult run() {
    files.check();
    for (int place = 0; place < settings.contestants().size(); place++) {
      results.addAll(earlier(settings.contestants().get(place), place + 1));
    }
    Storage.createFolder(settings.output());
    write();
    for (int place = 0; place < settings.contestants().size(); place++) {
      train(settings.contestants().get(place), place * settings.seeds());
    }
    return write();
  }

  private ComparisonResult write() {
    ComparisonResult result = new ComparisonResult(results);
    files.write(result);
    return result;
  }

  /** The runs of a recipe as they are before the first is begun: finished, failed or none. */
  private List<RunResult> earlier(Contestant contestant, int number) {
    List<RunResult> runs = new ArrayList<>();
    try {
      PreparedRun prepared = prepare(contestant.recipe());
      for (int seed = 0; seed < settings.seeds(); seed++) {
        RunPlace place = place(contestant, number, prepared.plan().seed(), seed);
        Path folder = settings.output().resolve(place.folderName());
        Optional<RunFigures> figures =
            EarlierRun.figures(prepared.withSeed(contestant.recipe(), place.seed()), folder);
        runs.add(
            figures
                .map(found -> RunResult.finished(place, folder, found))
                .orElseGet(() -> RunResult.notBegun(place, folder)));
      }
    } catch (PluginException e) {
      for (int seed = 0; seed < settings.seeds(); seed++) {
        RunPlace place = place(contestant, number, 0, seed);
        runs.add(RunResult.failed(place, settings.output().resolve(place.folderName()), e));
      }
    }
    return runs;
  }

  private RunPlace place(Contestant contestant, int number, long base, int seed) {
    return new RunPlace(
        contestant.name(),
        number,
        settings.contestants().size(),
        base + seed,
        seed + 1,
        settings.seeds());
  }

  private PreparedRun prepare(Recipe recipe) {
    return PreparedRun.of(
        recipe,
        settings.plugins().apply(recipe),
        OfferedBackends.to(recipe),
        PreparedRun.Purpose.TRAINING);
  }

  private void train(Contestant contestant, int from) {
    // Once for all seeds, and not sooner: sets of images can be large.
    Optional<PreparedRun> prepared = Optional.empty();
    for (int index = from; index < from + settings.seeds(); index++) {
      RunResult run = results.get(index);
      if (run.failure().isPresent()) {
        settings.listener().onRunEnd(run);
      } else if (run.figures().isPresent()) {
        settings.listener().onTakenOver(run.place(), run.folder());
      } else if (!settings.stop().requested()) {
        try {
          if (prepared.isEmpty()) {
            prepared = Optional.of(prepare(contestant.recipe()));
          }
          results.set(index, train(contestant, run, prepared.get()));
        } catch (RuntimeException e) {
          results.set(index, RunResult.failed(run.place(), run.folder(), e));
        }
        settings.listener().onRunEnd(results.get(index));
        write();
      }
    }
  }

  private RunResult train(Contestant contestant, RunResult run, PreparedRun prepared) {
    if (EarlierRun.discard(run.folder())) {
      settings.listener().onDiscarded(run.place(), run.folder());
    }
    PreparedRun seeded = prepared.withSeed(contestant.recipe(), run.place().seed());
    TrainingResult result =
        Training.run(
            seeded,
            TrainingSettings.defaults()
                .withOutput(run.folder())
                .withStorage(settings.storage())
                .withStopSignal(settings.stop())
                .withMeasuring(settings.measuring())
                .withListener(settings.listener().onRun(run.place())));
    RunFigures figures =
        new RunFigures(
            seeded.resolved().backend().name(),
            seeded.data().description(),
            result.accuracyNote(),
            result.outcome(),
            result.trainingTime(),
            result.accuracies(),
            result.measurements(),
            GuardFinding.of(result.verdicts()));
    // One that was interrupted is begun anew the next time.
    if (result.outcome().ending() != RunOutcome.Ending.INTERRUPTED) {
      FiguresFile.write(run.folder(), figures, settings.storage());
    }
    return RunResult.finished(run.place(), run.folder(), figures);
  }
}
