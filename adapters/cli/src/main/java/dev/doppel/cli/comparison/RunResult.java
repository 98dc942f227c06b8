package dev.doppel.cli.comparison;

import dev.doppel.cli.result.RunOutcome;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How one run of a comparison went.
 *
 * @param place which run
 * @param folder its folder
 * @param figures what it measured; empty if it failed or was not begun
 * @param failure why it failed, if it did
 */
public record RunResult(
    RunPlace place, Path folder, Optional<RunFigures> figures, Optional<RuntimeException> failure) {

  static RunResult finished(RunPlace place, Path folder, RunFigures figures) {
    return new RunResult(place, folder, Optional.of(figures), Optional.empty());
  }

  static RunResult failed(RunPlace place, Path folder, RuntimeException failure) {
    return new RunResult(place, folder, Optional.empty(), Optional.of(failure));
  }

  static RunResult notBegun(RunPlace place, Path folder) {
    return new RunResult(place, folder, Optional.empty(), Optional.empty());
  }

  /**
   * Whether a guard stopped the run.
   *
   * @return true if it collapsed or diverged
   */
  public boolean stoppedByGuard() {
    return ended(RunOutcome.Ending.STOPPED_BY_GUARD);
  }

  /** Whether the run took all its steps. */
  boolean completed() {
    return ended(RunOutcome.Ending.COMPLETED);
  }

  private boolean ended(RunOutcome.Ending ending) {
    return figures.filter(found -> found.outcome().ending() == ending).isPresent();
  }

  /**
   * How it went.
   *
   * @return a few words
   */
  public String describe() {
    if (failure.isPresent()) {
      return "failed: " + failure.get().getMessage();
    }
    return figures
        .map(
            found ->
                found.outcome().message().isEmpty()
                    ? found.outcome().describe()
                    : found.outcome().describe() + ": " + found.outcome().message())
        .orElse("not run");
  }
}
