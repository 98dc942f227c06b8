package dev.doppel.guards;

import dev.doppel.spi.guard.Assessment;
import dev.doppel.spi.guard.Condition;
import dev.doppel.spi.guard.Verdict;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
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

  private static final String SINCE = "-since";

  /**
   * Takes a look into account.
   *
   * @param step the step that is looked at
   * @param state the monitor's state
   * @param figures the figures of the look
   * @param findings what may be found, the worst first
   * @return the next state, and the verdict on the first that lasts; healthy if none does
   */
  static Assessment assess(
      Step step, State state, Map<String, Double> figures, List<Finding> findings) {
    State next = count(step, state, findings);
    return new Assessment(verdict(next, figures, findings), next);
  }

  /** The state after another look. */
  static State count(Step step, State state, List<Finding> findings) {
    State next = state;
    for (Finding finding : findings) {
      double looks = finding.looks(state);
      next = next.with(finding.name, finding.isSo ? looks + 1 : 0);
      if (finding.isSo && looks == 0) {
        next = next.with(finding.name + SINCE, (double) step.index());
      }
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
    long since = (long) state.number(name + SINCE, 0);
    return new Verdict(
        condition, seen.apply(looks(state)), cause, remedies, figures, OptionalLong.of(since));
  }

  private double looks(State state) {
    return state.number(name, 0);
  }
}
