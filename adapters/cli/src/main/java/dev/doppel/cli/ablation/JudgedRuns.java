package dev.doppel.cli.ablation;

import dev.doppel.cli.comparison.ComparisonResult;
import dev.doppel.cli.comparison.RunResult;
import dev.doppel.cli.result.RunOutcome;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The last figures of a suite's runs, read once, and what they say beside those of their baselines.
 */
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

  /**
   * What became of a run. Of one that is held against none but itself, its own figures alone tell.
   *
   * @return the outcome; empty if figures that it takes are missing
   */
  Optional<Outcome> outcome(RunResult run) {
    Optional<FinalFigures> found = figures(run);
    return isBaseline(run)
        ? found.flatMap(Outcome::ofAlone)
        : baseline(run)
            .flatMap(baseline -> found.flatMap(figures -> Outcome.of(baseline, figures)));
  }

  /**
   * Whether guards said of a run what became of it; what others are held against counts as healthy.
   */
  Optional<GuardJudgement> guards(RunResult run) {
    Optional<Outcome> judged =
        isBaseline(run) && figures(run).isPresent()
            ? outcome(run).or(() -> Optional.of(Outcome.HEALTHY))
            : outcome(run);
    return judged.flatMap(
        outcome -> run.figures().map(found -> GuardJudgement.of(outcome, found.findings())));
  }

  /**
   * Whether a run's variant did what it should; empty as {@link #outcome} is, and for a rescue that
   * was not needed.
   */
  Optional<Boolean> holds(RunResult run) {
    AblationVariant variant = variant(run);
    if (variant.rescued().isPresent() && unrescued(run).filter(Outcome::isCollapse).isEmpty()) {
      return Optional.empty();
    }
    return isBaseline(run)
        ? outcome(run).map(outcome -> false)
        : baseline(run)
            .flatMap(
                baseline ->
                    figures(run).flatMap(figures -> variant.direction().holds(baseline, figures)));
  }

  /** Whether a run is a rescue of a variant that did not collapse with the same seed. */
  boolean isNeedless(RunResult run) {
    return unrescued(run).filter(outcome -> !outcome.isCollapse()).isPresent();
  }

  /** What became of the variant that a run rescues; empty if there is none. */
  private Optional<Outcome> unrescued(RunResult run) {
    return variant(run).rescued().flatMap(rescued -> beside(rescued, run)).flatMap(this::outcome);
  }

  /** Another variant's run with the same seed. */
  private Optional<RunResult> beside(String variant, RunResult run) {
    return figures.keySet().stream()
        .filter(other -> other.place().contestant().equals(variant))
        .filter(other -> other.place().seed() == run.place().seed())
        .findFirst();
  }

  /** Whether a run is the measure of others, and of itself. */
  boolean isBaseline(RunResult run) {
    return suite.baseline(variant(run)).equals(variant(run));
  }

  private AblationVariant variant(RunResult run) {
    return suite.variant(run.place().contestant());
  }

  private Optional<FinalFigures> baseline(RunResult run) {
    return beside(suite.baseline(variant(run)).name(), run).flatMap(this::figures);
  }
}
