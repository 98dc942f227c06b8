package dev.doppel.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the programs of both platforms are held to. */
final class ProgramChecks {

  private static final int MOST_DIFFERENT_LINES = 10;
  private static final int MOST_WATCHING_LINES = 3;
  private static final int EPOCHS = 2;
  private static final int MEAN_OF = 5;

  private ProgramChecks() {}

  /** The program without labels is the one with labels, but for a few lines. */
  static void assertFewLinesDiffer(String program) throws IOException {
    List<String> supervised = lines("supervised", program);
    List<String> selfSupervised = lines("selfsupervised", program);
    List<String> removed = new ArrayList<>(supervised);
    selfSupervised.forEach(removed::remove);
    List<String> added = new ArrayList<>(selfSupervised);
    supervised.forEach(added::remove);
    assertThat(removed.size() + added.size())
        .as("removed %s, added %s", removed, added)
        .isBetween(1, MOST_DIFFERENT_LINES);
  }

  /** The program that is watched is the one with labels, but for three lines and an import. */
  static void assertThreeLinesWatch(String program) throws IOException {
    List<String> added = lines("watched", program);
    lines("supervised", program).forEach(added::remove);
    added.removeIf(line -> line.startsWith("package ") || line.startsWith("import "));
    assertThat(added).hasSizeBetween(1, MOST_WATCHING_LINES);
  }

  private static List<String> lines(String kind, String program) throws IOException {
    return new ArrayList<>(
        Files.readAllLines(Path.of("src/test/java/dev/doppel/pipelines", kind, program + ".java")));
  }

  /** A listener heard of two epochs and of each step, and losses fell. */
  static void assertLearned(int epochs, List<Double> losses, int steps) {
    assertThat(epochs).isEqualTo(EPOCHS);
    assertThat(losses).hasSize(steps);
    assertThat(mean(losses.subList(steps - MEAN_OF, steps)))
        .isLessThan(mean(losses.subList(0, MEAN_OF)));
  }

  private static double mean(List<Double> losses) {
    return losses.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }
}
