package dev.doppel.cli.comparison;

import dev.doppel.cli.failure.StorageException;
import dev.doppel.cli.file.Storage;
import dev.doppel.cli.result.Accuracies;
import dev.doppel.cli.result.Answers;
import dev.doppel.cli.result.Measurements;
import dev.doppel.cli.result.RunOutcome;
import dev.doppel.spi.guard.Condition;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Keeps a run's figures in its folder, in {@code comparison.properties}, so that a comparison that
 * is started again need not repeat the run. The file is written last: a run without one did not
 * come to its end.
 */
final class FiguresFile {

  private static final String NAME = "comparison.properties";

  private static final char RIGHT = '1';
  private static final char WRONG = '0';

  private FiguresFile() {}

  /** The file of a run. */
  static Path in(Path folder) {
    return folder.resolve(NAME);
  }

  static void write(Path folder, RunFigures figures, Storage storage) {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put("backend", figures.backend());
    entries.put("data", figures.data());
    entries.put("protocol", figures.protocol());
    entries.put("ending", figures.outcome().ending().name());
    entries.put("message", figures.outcome().message());
    entries.put("steps", String.valueOf(figures.outcome().steps()));
    entries.put("planned-steps", String.valueOf(figures.outcome().plannedSteps()));
    entries.put("training-milliseconds", String.valueOf(figures.trainingTime().toMillis()));
    put(entries, "random-encoder", figures.accuracies().randomEncoder());
    put(entries, "calibrated-encoder", figures.accuracies().calibratedEncoder());
    put(entries, "pixels", figures.accuracies().pixels());
    put(entries, "trained-encoder", figures.accuracies().trainedEncoder());
    put(entries, "linear-probe", figures.measurements().linearProbe());
    for (int index = 0; index < figures.findings().size(); index++) {
      GuardFinding finding = figures.findings().get(index);
      String prefix = finding(index);
      entries.put(prefix + "guard", finding.guard());
      entries.put(prefix + "condition", finding.condition().name());
      entries.put(prefix + "step", String.valueOf(finding.step()));
      entries.put(prefix + "seen", finding.seen());
      entries.put(prefix + "cause", finding.cause());
    }
    put(entries, "answers.random-encoder", figures.measurements().randomEncoder());
    put(entries, "answers.trained-encoder", figures.measurements().trainedEncoder());
    StringBuilder text =
        new StringBuilder("# For doppel compare, which does not repeat a finished run.\n");
    entries.forEach((key, value) -> text.append(key).append(" = ").append(escaped(value)));
    storage.replace(in(folder), text.toString());
  }

  private static String finding(int index) {
    return "finding." + index + ".";
  }

  private static void put(Map<String, String> entries, String key, OptionalDouble accuracy) {
    accuracy.ifPresent(value -> entries.put(key, String.valueOf(value)));
  }

  private static void put(Map<String, String> entries, String key, Optional<Answers> answers) {
    answers.ifPresent(
        found -> {
          StringBuilder text = new StringBuilder(found.right().length);
          for (boolean right : found.right()) {
            text.append(right ? RIGHT : WRONG);
          }
          entries.put(key, text.toString());
        });
  }

  // What java.util.Properties reads back to the same text.
  private static String escaped(String value) {
    String text = value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    boolean blank = !text.isEmpty() && Character.isWhitespace(text.charAt(0));
    return (blank ? "\\" : "") + text + "\n";
  }

  /**
   * Reads a run's figures back.
   *
   * @param folder the run's folder
   * @return the figures; empty if the run did not come to its end
   * @throws StorageException if the file cannot be read
   */
  static Optional<RunFigures> read(Path folder) {
    Path file = in(folder);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    Properties entries = new Properties();
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      entries.load(reader);
      return Optional.of(figures(entries));
    } catch (IOException e) {
      throw StorageException.reading(file, e);
    } catch (IllegalArgumentException e) {
      throw StorageException.reading(file, new IOException("it is damaged: " + e.getMessage(), e));
    }
  }

  private static RunFigures figures(Properties entries) {
    RunOutcome outcome =
        new RunOutcome(
            RunOutcome.Ending.valueOf(text(entries, "ending")),
            Long.parseLong(text(entries, "steps")),
            Long.parseLong(text(entries, "planned-steps")),
            text(entries, "message"));
    Accuracies accuracies =
        new Accuracies(
            number(entries, "random-encoder"),
            number(entries, "calibrated-encoder"),
            number(entries, "pixels"),
            number(entries, "trained-encoder"));
    Measurements measurements =
        new Measurements(
            answers(entries, "answers.random-encoder"),
            answers(entries, "answers.trained-encoder"),
            number(entries, "linear-probe"),
            new TreeMap<>());
    return new RunFigures(
        text(entries, "backend"),
        text(entries, "data"),
        text(entries, "protocol"),
        outcome,
        Duration.ofMillis(Long.parseLong(text(entries, "training-milliseconds"))),
        accuracies,
        measurements,
        findings(entries));
  }

  private static List<GuardFinding> findings(Properties entries) {
    List<GuardFinding> findings = new ArrayList<>();
    while (entries.getProperty(finding(findings.size()) + "guard") != null) {
      String prefix = finding(findings.size());
      findings.add(
          new GuardFinding(
              text(entries, prefix + "guard"),
              Condition.valueOf(text(entries, prefix + "condition")),
              Long.parseLong(text(entries, prefix + "step")),
              text(entries, prefix + "seen"),
              text(entries, prefix + "cause")));
    }
    return findings;
  }

  private static String text(Properties entries, String key) {
    String value = entries.getProperty(key);
    if (value == null) {
      throw new IllegalArgumentException("'" + key + "' is missing");
    }
    return value;
  }

  private static OptionalDouble number(Properties entries, String key) {
    String value = entries.getProperty(key);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(value));
  }

  private static Optional<Answers> answers(Properties entries, String key) {
    String value = entries.getProperty(key);
    if (value == null) {
      return Optional.empty();
    }
    boolean[] right = new boolean[value.length()];
    for (int image = 0; image < right.length; image++) {
      right[image] = value.charAt(image) == RIGHT;
    }
    return Optional.of(new Answers(right));
  }
}
