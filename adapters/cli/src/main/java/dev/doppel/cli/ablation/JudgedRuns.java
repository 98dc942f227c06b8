package dev.doppel.cli.ablation;

import dev.doppel.cli.comparison.ComparisonResult;
import dev.doppel.cli.comparison.RunResult;
import dev.doppel.cli.result.RunOutcome;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The last figures of a suite's runs, read once, and what they say beside the full method's. */
final class JudgedRuns {

  private final AblationSuite suite;
  private final Map<RunResult, FinalFigures> figures = new LinkedHashMap<>();

  JudgedRuns(AblationSuite suite, ComparisonResult result) {
    this.suite = suite;
    result.runs().stream()
        .filter(JudgedRuns::hasEnded)
        .forEach(run -> figures.put(run, FinalFigures.of(run)));
  }

  /** Whether a run has last figures: it was not broken off. */
  private static boolean hasEnded(RunResult run) {
    return run.figures()
        .filter(found -> found.outcome().ending() != RunOutcome.Ending.INTERRUPTED)
        .isPresent();
  }

  /** A run's last figures; empty if it has none. */
  Optional<FinalFigures> figures(RunResult run) {
    return Optional.ofNullable(figures.get(run));
  }

  /** What became of a run; empty if it, or the full method with the same seed, has no figures. */
  Optional<Outcome> outcome(RunResult run) {
    return full(run).flatMap(full -> figures(run).map(found -> Outcome.of(full, found)));
  }

  /** Whether a run's variant did what it should; empty as {@link #outcome} is. */
  Optional<Boolean> holds(RunResult run) {
    Direction direction = suite.variant(run.place().contestant()).direction();
    return full(run).flatMap(full -> figures(run).map(found -> direction.holds(full, found)));
  }

  private Optional<FinalFigures> full(RunResult run) {
    return figures.entrySet().stream()
        .filter(entry -> entry.getKey().place().contestant().equals(suite.full().name()))
        .filter(entry -> entry.getKey().place().seed() == run.place().seed())
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
