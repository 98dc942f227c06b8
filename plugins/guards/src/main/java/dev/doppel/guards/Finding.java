package dev.doppel.guards;

import dev.doppel.spi.guard.Assessment;
import dev.doppel.spi.guard.Condition;
import dev.doppel.spi.guard.Verdict;
import dev.doppel.spi.step.State;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;

/**
 * Something that a monitor may find, which counts once it was so at some looks in a row.
 *
 * @param name the name of the number of looks in the monitor's state
 * @param patience the looks in a row after which it counts
 * @param isSo whether it is so at this look
 * @param condition how the run fares then
 * @param seen what was seen, for a number of looks
 * @param cause the likely cause
 * @param remedies recipe keys to change
 */
record Finding(
    String name,
    int patience,
    boolean isSo,
    Condition condition,
    DoubleFunction<String> seen,
    String cause,
    List<String> remedies) {

  /**
   * Takes a look into account.
   *
   * @param state the monitor's state
   * @param figures the figures of the look
   * @param findings what may be found, the worst first
   * @return the next state, and the verdict on the first that lasts; healthy if none does
   */
  static Assessment assess(State state, Map<String, Double> figures, List<Finding> findings) {
    State next = count(state, findings);
    return new Assessment(verdict(next, figures, findings), next);
  }

  /** The state after another look. */
  static State count(State state, List<Finding> findings) {
    State next = state;
    for (Finding finding : findings) {
      next = next.with(finding.name, finding.isSo ? finding.looks(state) + 1 : 0);
    }
    return next;
  }

  /** The verdict on the first finding that lasts in a state. */
  static Verdict verdict(State state, Map<String, Double> figures, List<Finding> findings) {
    return findings.stream()
        .filter(finding -> finding.looks(state) >= finding.patience)
        .findFirst()
        .map(finding -> finding.verdict(state, figures))
        .orElseGet(() -> Verdict.healthy(figures));
  }

  private Verdict verdict(State state, Map<String, Double> figures) {
    return new Verdict(condition, seen.apply(looks(state)), cause, remedies, figures);
  }

  private double looks(State state) {
    return state.number(name, 0);
  }
}
