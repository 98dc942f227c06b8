package dev.doppel.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;

/** Counts the golden cases whose method no plugin brings, so that none is passed over unseen. */
final class NotInstalled {

  private final String what;
  private final Map<String, Integer> counts = new TreeMap<>();
  private int all;

  NotInstalled(String what) {
    this.what = what;
  }

  /** Counts a case; returns whether it can be run. */
  boolean count(String method, boolean isInstalled) {
    all++;
    if (!isInstalled) {
      counts.merge(method, 1, Integer::sum);
    }
    return isInstalled;
  }

  int run() {
    return all - counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  String summary() {
    String missing = counts.isEmpty() ? "" : "; not installed: " + words();
    return "golden %s: %d of %d cases run%s".formatted(what, run(), all, missing);
  }

  /** Prints the count; fails if the run was to be complete. */
  void report(boolean mustBeComplete) {
    System.out.println(summary());
    if (mustBeComplete) {
      assertThat(counts).as("%s, with -Dgolden.complete=true", summary()).isEmpty();
    }
  }

  private String words() {
    StringBuilder words = new StringBuilder();
    counts.forEach(
        (method, count) ->
            words.append(words.isEmpty() ? "" : ", ").append(method).append(' ').append(count));
    return words.toString();
  }
}
