package dev.doppel.cli.ablation;

import dev.doppel.cli.comparison.GuardFinding;
import dev.doppel.spi.guard.Condition;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Whether guards said of a run what its last figures say. Warnings are neither right nor wrong. */
enum GuardJudgement {
  /** They said nothing bad of a healthy run. */
  RIGHTLY_QUIET(""),
  /** They told the failure, and of which kind it is. */
  CAUGHT("caught"),
  /** They told a failure of another kind. */
  OTHER_KIND("taken for another kind"),
  /** They did not tell the failure. */
  MISSED("missed"),
  /** They told a failure of a healthy run. */
  FALSE_ALARM("false alarm");

  private final String words;

  GuardJudgement(String words) {
    this.words = words;
  }

  /**
   * Judges guards.
   *
   * @param outcome what became of the run
   * @param findings what guards said of it
   */
  static GuardJudgement of(Outcome outcome, List<GuardFinding> findings) {
    Set<Condition> failures = EnumSet.noneOf(Condition.class);
    findings.stream()
        .map(GuardFinding::condition)
        .filter(Condition::isFailure)
        .forEach(failures::add);
    if (outcome == Outcome.HEALTHY) {
      return failures.isEmpty() ? RIGHTLY_QUIET : FALSE_ALARM;
    }
    if (failures.isEmpty()) {
      return MISSED;
    }
    return failures.contains(outcome.condition()) ? CAUGHT : OTHER_KIND;
  }

  /** In a few words; empty where there is nothing to say. */
  String words() {
    return words;
  }
}
