package dev.doppel.cli.comparison;

import dev.doppel.runtime.step.GuardEvent;
import dev.doppel.spi.guard.Condition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a guard said of a run.
 *
 * @param guard the guard's name
 * @param condition how it said that the run fares
 * @param step the step at which it first said so, from 0
 * @param seen what it saw
 * @param cause the likely cause, which tells apart what has one condition; may be empty
 */
public record GuardFinding(
    String guard, Condition condition, long step, String seen, String cause) {

  /**
   * What is to be told of a run: the first failure of each condition that guards saw or, without
   * any, the first warning.
   *
   * @param verdicts what they said, in order
   * @return the findings; empty if they said nothing
   */
  static List<GuardFinding> of(List<GuardEvent> verdicts) {
    Map<Condition, GuardFinding> failures = new LinkedHashMap<>();
    List<GuardFinding> warnings = new ArrayList<>();
    for (GuardEvent event : verdicts) {
      GuardFinding finding = of(event);
      if (finding.condition().isFailure()) {
        failures.putIfAbsent(finding.condition(), finding);
      } else if (!event.isRecovery()) {
        warnings.add(finding);
      }
    }
    return failures.isEmpty()
        ? warnings.stream().limit(1).toList()
        : List.copyOf(failures.values());
  }

  private static GuardFinding of(GuardEvent event) {
    return new GuardFinding(
        event.guard(),
        event.verdict().condition(),
        event.step(),
        event.verdict().seen(),
        event.verdict().cause());
  }

  /**
   * The finding in a few words.
   *
   * @return such as {@code complete collapse at step 149 (feature-std)}
   */
  public String describe() {
    String words = condition.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return "%s at step %d (%s)".formatted(words, step, guard);
  }

  /**
   * The finding and its likely cause.
   *
   * @return such as {@code complete collapse at step 149 (feature-std): the network gives all
   *     samples the same output}
   */
  public String explain() {
    return cause.isEmpty() ? describe() : describe() + ": " + cause;
  }
}
