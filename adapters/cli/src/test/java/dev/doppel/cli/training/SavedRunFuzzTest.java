package dev.doppel.cli.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.doppel.cli.failure.UnusableCheckpointException;
import dev.doppel.cli.file.MetricsExtent;
import dev.doppel.cli.result.Accuracies;
import dev.doppel.cli.result.Answers;
import dev.doppel.runtime.checkpoint.Checkpoint;
import dev.doppel.runtime.checkpoint.CheckpointArray;
import dev.doppel.runtime.step.GuardAction;
import dev.doppel.runtime.step.GuardEvent;
import dev.doppel.spi.guard.Condition;
import dev.doppel.spi.guard.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * A checkpoint whose bytes are right, but that says whatever it likes, is a run's or is refused.
 * With {@code JAZZER_FUZZ=1} in the environment the fuzz test searches until its time is over.
 */
final class SavedRunFuzzTest {

  private static final Path FILE = Path.of("step-000400.checkpoint");
  private static final int CHOICES = 5_000;

  /** What a checkpoint of the command has, and some that it has not. */
  private static final List<String> NAMES =
      List.of(
          SavedRun.METHOD,
          SavedRun.DATA,
          SavedRun.SAMPLES,
          SavedRun.IMAGES,
          "progress.steps",
          "progress.rows",
          "progress.rollbacks",
          "progress.columns",
          "progress.columns.0",
          "progress.nanoseconds",
          "progress.accuracy.4",
          "progress.accuracy.x",
          "progress.start.random",
          "progress.random-answers",
          "progress.events",
          "progress.event.0.guard",
          "progress.event.0.step",
          "progress.event.0.since",
          "progress.event.0.action",
          "progress.event.0.condition",
          "progress.event.0.seen",
          "progress.event.0.cause",
          "progress.event.0.remedies",
          "progress.event.0.figure.std",
          "progress.history",
          "progress.history.0",
          "progress.unreadable",
          "progress.measuring.before",
          "progress.measuring.during",
          "progress.measuring.linear-probe",
          "rollback.good.mark.steps",
          "session.step.index");

  private static final List<String> TEXTS =
      List.of("byol", "STOP", "WARNING", "../../etc/passwd", "", "\u0000", "java.lang.Runtime");

  private static final double[] NUMBERS = {
    0, 1, 2, -1, 400, 1e18, 4e18, -1e300, 0.5, Double.NaN, Double.POSITIVE_INFINITY
  };

  /** Draws from a search's input, or from a generator. */
  private interface Choice {
    int below(int bound);
  }

  @FuzzTest(maxDuration = "5m")
  void of_anyContent_isARunOrRefused(FuzzedDataProvider data) {
    check(bound -> data.consumeInt(0, bound - 1));
  }

  @Test
  void of_drawnContent_isARunOrRefused() {
    long seed = Long.getLong("doppel.fuzz.seed", System.nanoTime());
    SplittableRandom random = new SplittableRandom(seed);
    int runs = 0;
    for (int i = 0; i < CHOICES; i++) {
      try {
        runs += check(random::nextInt) ? 1 : 0;
      } catch (RuntimeException | Error e) {
        throw new AssertionError("seed %d, content %d".formatted(seed, i), e);
      }
    }
    // Some are in order, or nothing but the first of its parts would be tried.
    assertThat(runs).as("seed %d", seed).isPositive();
  }

  private static boolean check(Choice choice) {
    Checkpoint.Builder checkpoint = new Checkpoint.Builder();
    Checkpoint whole = whole();
    whole.texts().forEach((name, text) -> keep(choice, () -> checkpoint.text(name, text)));
    whole.numbers().forEach((name, number) -> keep(choice, () -> checkpoint.number(name, number)));
    whole.arrays().forEach((name, array) -> keep(choice, () -> checkpoint.array(name, array)));
    for (int more = choice.below(3); more > 0; more--) {
      String name = NAMES.get(choice.below(NAMES.size()));
      switch (choice.below(3)) {
        case 0 -> checkpoint.text(name, TEXTS.get(choice.below(TEXTS.size())));
        case 1 -> checkpoint.number(name, NUMBERS[choice.below(NUMBERS.length)]);
        default -> checkpoint.array(name, CheckpointArray.of(new float[2], 1, 2));
      }
    }
    try {
      SavedRun run = SavedRun.of(FILE, checkpoint.build());
      assertThat(run.progress().mark().steps()).isNotNegative();
      return true;
    } catch (UnusableCheckpointException e) {
      assertThat(e).hasMessageStartingWith("cannot go on from " + FILE + ": ");
      return false;
    }
  }

  /** Most parts stay, so that the last of them are reached too. */
  private static void keep(Choice choice, Runnable part) {
    if (choice.below(50) > 0) {
      part.run();
    }
  }

  /** What a run writes, its networks left out. */
  private static Checkpoint whole() {
    Checkpoint.Builder checkpoint = new Checkpoint.Builder();
    checkpoint.text(SavedRun.METHOD, "byol").text(SavedRun.DATA, "shapes");
    checkpoint.count(SavedRun.SAMPLES, 64);
    GuardEvent event =
        new GuardEvent(
            "feature-std",
            8,
            4,
            new Verdict(Condition.WARNING, "low", "", List.of("predictor"), Map.of("std", 0.1)),
            GuardAction.WARN);
    new RunProgress(
            new RunMark(400, new MetricsExtent(399, List.of("step", "loss")), 1),
            1,
            Duration.ofSeconds(3),
            new TreeMap<>(Map.of(4L, 0.5)),
            Accuracies.NONE,
            Optional.of(new Answers(new boolean[] {true, false})),
            List.of(event),
            List.of(event.message()),
            List.of("a.png is broken"),
            Measuring.ENDS)
        .save(checkpoint);
    return checkpoint.build();
  }

  @Test
  void of_whatARunWrites_isTheSame() {
    RunProgress progress = SavedRun.of(FILE, whole()).progress();
    assertThat(progress.mark().metrics().columns()).containsExactly("step", "loss");
    assertThat(progress.events()).extracting(GuardEvent::message).isEqualTo(progress.history());
    assertThat(progress.random().orElseThrow().right()).containsExactly(true, false);
    assertThat(progress.accuracies()).containsExactly(Map.entry(4L, 0.5));
    assertThat(progress.unreadable()).containsExactly("a.png is broken");
  }
}
