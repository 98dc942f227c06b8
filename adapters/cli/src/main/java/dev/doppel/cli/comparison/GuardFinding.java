package dev.doppel.cli.comparison;

import dev.doppel.runtime.step.GuardEvent;
import dev.doppel.spi.guard.Condition;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
   * The first failure that guards saw of a run, or, without one, the first warning.
   *
   * @param verdicts what they said, in order
   * @return the finding; empty if they said nothing
   */
  static Optional<GuardFinding> worst(List<GuardEvent> verdicts) {
    return verdicts.stream()
        .filter(event -> event.verdict().condition().isFailure())
        .findFirst()
        .or(() -> verdicts.stream().findFirst())
        .map(
            event ->
                new GuardFinding(
                    event.guard(),
                    event.verdict().condition(),
                    event.step(),
                    event.verdict().seen(),
                    event.verdict().cause()));
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
