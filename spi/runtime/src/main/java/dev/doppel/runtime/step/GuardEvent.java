package dev.doppel.runtime.step;

import dev.doppel.spi.guard.Condition;
import dev.doppel.spi.guard.Verdict;

/**
 * A guard found something, or that a failure it found is over.
 *
 * @param guard the guard's name
 * @param step the step at which it looked, from 0
 * @param since the first step at which what it saw was so without interruption
 * @param verdict what it found
 * @param action what follows if the verdict is a failure
 */
public record GuardEvent(String guard, long step, long since, Verdict verdict, GuardAction action) {

  /**
   * Whether the run does not go on from here.
   *
   * @return whether the run failed and the guard's action is to stop, or to go back
   */
  public boolean stops() {
    return verdict.condition().isFailure() && action != GuardAction.WARN;
  }

  /**
   * Whether a failure that the guard found before is over.
   *
   * @return whether the verdict is that the run is healthy
   */
  public boolean isRecovery() {
    return verdict.condition() == Condition.HEALTHY;
  }

  /**
   * The event in words.
   *
   * @return one line: the guard, the step, what was seen, the cause and what to change; or that the
   *     run is healthy again
   */
  public String message() {
    StringBuilder message = new StringBuilder();
    message.append(guard).append(" at step ").append(step).append(": ");
    if (isRecovery()) {
      return message.append("healthy again").toString();
    }
    message.append(verdict.condition().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '));
    message.append(", ").append(verdict.seen());
    if (since < step) {
      message.append(" (since step ").append(since).append(')');
    }
    if (!verdict.cause().isEmpty()) {
      message.append("; likely cause: ").append(verdict.cause());
    }
    if (!verdict.remedies().isEmpty()) {
      message.append("; keys to change: ").append(String.join(", ", verdict.remedies()));
    }
    return message.toString();
  }
}
