package dev.doppel.cli.training;

import dev.doppel.cli.result.Accuracies;
import dev.doppel.cli.result.Answers;
import dev.doppel.runtime.checkpoint.Checkpoint;
import dev.doppel.runtime.checkpoint.CheckpointArray;
import dev.doppel.runtime.step.GuardEvent;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far a run has come, apart from its networks.
 *
 * @param mark where it is
 * @param untoldRollback how often it went back, where the next step's metrics have to say so; or 0
 * @param time how long its steps took
 * @param accuracies the nearest neighbours' accuracy after so many steps, where it was measured
 * @param start the accuracies before the first step
 * @param random the answers by the encoder before its first step
 * @param events what guards said
 * @param history the same in words, with what followed
 * @param unreadable the messages about images that could not be read
 * @param measuring what is measured beside accuracies at both ends
 */
record RunProgress(
    RunMark mark,
    int untoldRollback,
    Duration time,
    SortedMap<Long, Double> accuracies,
    Accuracies start,
    Optional<Answers> random,
    List<GuardEvent> events,
    List<String> history,
    List<String> unreadable,
    Measuring measuring) {

  private static final String PREFIX = "progress.";
  private static final String ACCURACY = "accuracy.";
  private static final String RANDOM = "random-answers";

  /** Copies. */
  RunProgress {
    accuracies = Collections.unmodifiableSortedMap(new TreeMap<>(accuracies));
    events = List.copyOf(events);
    history = List.copyOf(history);
    unreadable = List.copyOf(unreadable);
  }

  void save(Checkpoint.Builder whole) {
    Checkpoint.Builder checkpoint = whole.part(PREFIX);
    mark.save(checkpoint);
    checkpoint.count("untold-rollback", untoldRollback);
    checkpoint.count("nanoseconds", time.toNanos());
    accuracies.forEach((steps, value) -> checkpoint.number(ACCURACY + steps, value));
    save("start.random", start.randomEncoder(), checkpoint);
    save("start.calibrated", start.calibratedEncoder(), checkpoint);
    save("start.pixels", start.pixels(), checkpoint);
    random.ifPresent(answers -> checkpoint.array(RANDOM, array(answers)));
    SavedEvents.save(events, checkpoint);
    SavedTexts.save("history", history, checkpoint);
    SavedTexts.save("unreadable", unreadable, checkpoint);
    checkpoint.count("measuring.before", measuring.before() ? 1 : 0);
    checkpoint.count("measuring.during", measuring.during());
    checkpoint.count("measuring.linear-probe", measuring.linearProbe() ? 1 : 0);
  }

  private static void save(String name, OptionalDouble value, Checkpoint.Builder checkpoint) {
    value.ifPresent(number -> checkpoint.number(name, number));
  }

  private static CheckpointArray array(Answers answers) {
    float[] values = new float[answers.right().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = answers.right()[i] ? 1 : 0;
    }
    return CheckpointArray.of(values, values.length);
  }

  /** Reads it back; an {@link IllegalArgumentException} says what is missing or impossible. */
  static RunProgress restore(Checkpoint whole) {
    Checkpoint checkpoint = whole.part(PREFIX);
    SortedMap<Long, Double> accuracies = new TreeMap<>();
    for (Map.Entry<String, Double> entry : checkpoint.part(ACCURACY).numbers().entrySet()) {
      accuracies.put(Long.valueOf(entry.getKey()), entry.getValue());
    }
    return new RunProgress(
        RunMark.restore(checkpoint),
        checkpoint.smallCount("untold-rollback"),
        Duration.ofNanos(checkpoint.count("nanoseconds")),
        accuracies,
        new Accuracies(
            number("start.random", checkpoint),
            number("start.calibrated", checkpoint),
            number("start.pixels", checkpoint),
            OptionalDouble.empty()),
        answers(checkpoint),
        SavedEvents.restore(checkpoint),
        SavedTexts.restore("history", checkpoint),
        SavedTexts.restore("unreadable", checkpoint),
        new Measuring(
            checkpoint.count("measuring.before") == 1,
            checkpoint.smallCount("measuring.during"),
            checkpoint.count("measuring.linear-probe") == 1));
  }

  private static OptionalDouble number(String name, Checkpoint checkpoint) {
    Double value = checkpoint.numbers().get(name);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private static Optional<Answers> answers(Checkpoint checkpoint) {
    if (!checkpoint.arrays().containsKey(RANDOM)) {
      return Optional.empty();
    }
    float[] values = checkpoint.array(RANDOM).floats();
    boolean[] right = new boolean[values.length];
    for (int i = 0; i < right.length; i++) {
      right[i] = values[i] == 1;
    }
    return Optional.of(new Answers(right));
  }
}
