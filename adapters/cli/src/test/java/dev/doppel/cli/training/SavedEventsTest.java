package dev.doppel.cli.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.runtime.checkpoint.Checkpoint;
import dev.doppel.runtime.step.GuardAction;
import dev.doppel.runtime.step.GuardEvent;
import dev.doppel.spi.guard.Condition;
import dev.doppel.spi.guard.Verdict;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class SavedEventsTest {

  @Test
  void restore_saved_isTheSame() {
    List<GuardEvent> events = events(12);
    Checkpoint.Builder builder = new Checkpoint.Builder();
    SavedEvents.save(events, builder);

    assertThat(SavedEvents.restore(builder.build())).isEqualTo(events);
  }

  /** With a look at all names for each event this takes minutes. */
  @Test
  @Timeout(30)
  void restore_manyEvents_takesTimeInProportion() {
    List<GuardEvent> events = events(30_000);
    Checkpoint.Builder builder = new Checkpoint.Builder();
    SavedEvents.save(events, builder);

    assertThat(SavedEvents.restore(builder.build())).isEqualTo(events);
  }

  @Test
  void restore_moreEventsThanThereCanBe_isRefused() {
    Checkpoint checkpoint = new Checkpoint.Builder().count("events", SavedEvents.MOST + 1L).build();

    assertThatThrownBy(() -> SavedEvents.restore(checkpoint))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the checkpoint has 1,000,001 events, and there can be 1,000,000 at most");
  }

  @Test
  void restore_eventMissing_isRefused() {
    Checkpoint checkpoint = new Checkpoint.Builder().count("events", 1).build();

    assertThatThrownBy(() -> SavedEvents.restore(checkpoint))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the checkpoint has no event 0");
  }

  private static List<GuardEvent> events(int count) {
    return LongStream.range(0, count)
        .mapToObj(
            step ->
                new GuardEvent(
                    "gradient-spike",
                    step,
                    step,
                    new Verdict(
                        Condition.WARNING,
                        "a spike",
                        "training is unstable",
                        List.of("guards", "batch-size"),
                        Map.of("norm", 0.5 * step)),
                    GuardAction.WARN))
        .toList();
  }
}
