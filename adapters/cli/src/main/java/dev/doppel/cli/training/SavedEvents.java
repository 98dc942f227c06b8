package dev.doppel.cli.training;

import dev.doppel.runtime.checkpoint.Checkpoint;
import dev.doppel.runtime.step.GuardAction;
import dev.doppel.runtime.step.GuardEvent;
import dev.doppel.spi.guard.Condition;
import dev.doppel.spi.guard.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Guards' events on their way to a checkpoint and back. */
final class SavedEvents {

  private static final String COUNT = "events";

  /** Far more than anybody reads, and no more than fit in memory. */
  static final int MOST = 1_000_000;

  private SavedEvents() {}

  static void save(List<GuardEvent> events, Checkpoint.Builder checkpoint) {
    checkpoint.count(COUNT, events.size());
    for (int i = 0; i < events.size(); i++) {
      GuardEvent event = events.get(i);
      Verdict verdict = event.verdict();
      Checkpoint.Builder part = checkpoint.part("event." + i + ".");
      part.text("guard", event.guard()).count("step", event.step()).count("since", event.since());
      part.text("action", event.action().name()).text("condition", verdict.condition().name());
      part.text("seen", verdict.seen()).text("cause", verdict.cause());
      SavedTexts.save("remedies", verdict.remedies(), part);
      verdict.figures().forEach((name, value) -> part.number("figure." + name, value));
    }
  }

  /** Reads them back; an {@link IllegalArgumentException} says what is missing or unknown. */
  static List<GuardEvent> restore(Checkpoint checkpoint) {
    int count = checkpoint.smallCount(COUNT);
    if (count > MOST) {
      throw new IllegalArgumentException(
          "the checkpoint has %,d events, and there can be %,d at most".formatted(count, MOST));
    }
    // Split once: looking for each event's part among all names takes the square of their number.
    Map<String, Checkpoint> parts = checkpoint.parts("event.");
    List<GuardEvent> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Checkpoint part = parts.get(String.valueOf(i));
      if (part == null) {
        throw new IllegalArgumentException("the checkpoint has no event %d".formatted(i));
      }
      events.add(
          new GuardEvent(
              part.text("guard"),
              part.count("step"),
              part.count("since"),
              new Verdict(
                  Condition.valueOf(part.text("condition")),
                  part.text("seen"),
                  part.text("cause"),
                  SavedTexts.restore("remedies", part),
                  part.part("figure.").numbers()),
              GuardAction.valueOf(part.text("action"))));
    }
    return events;
  }
}
