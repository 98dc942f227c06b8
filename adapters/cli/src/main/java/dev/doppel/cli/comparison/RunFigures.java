package dev.doppel.cli.comparison;

import dev.doppel.cli.result.Accuracies;
import dev.doppel.cli.result.Measurements;
import dev.doppel.cli.result.RunOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a comparison takes from one run.
 *
 * @param backend the platform
 * @param data what was trained on, in a few words
 * @param protocol how accuracies were measured, or why they were not
 * @param outcome how the run ended
 * @param trainingTime how long the steps took
 * @param accuracies the nearest-neighbour accuracies
 * @param measurements the answers behind them, and the linear probe
 * @param findings what guards said, the worst first; empty if nothing
 */
public record RunFigures(
    String backend,
    String data,
    String protocol,
    RunOutcome outcome,
    Duration trainingTime,
    Accuracies accuracies,
    Measurements measurements,
    List<GuardFinding> findings) {

  /** Copies. */
  public RunFigures {
    findings = List.copyOf(findings);
  }

  /**
   * The worst that guards said.
   *
   * @return the first failure or, without one, the first warning; empty if they said nothing
   */
  public Optional<GuardFinding> finding() {
    return findings.stream().findFirst();
  }
}
