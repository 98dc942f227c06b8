package dev.doppel.benchmarks;

import dev.doppel.benchmarks.Comparison.StepTimes;
import java.util.List;
import java.util.Locale;

/**
 * Each method's step on DJL against the same step written by hand on DJL and against lightly's on
 * PyTorch. Prints a row a comparison, {@code METHOD PEER MEDIAN LOW HIGH}, each ours over theirs:
 * less is better. lightly's program has no MoCo, so its two versions have no such row.
 *
 * <p>All sides train {@code small-cnn} with the heads of the method's recipe for small images, 128
 * a batch, SGD with momentum 0.9 and two threads. Views are two of 28x28; DINO and SwAV have six of
 * 12x12 beside them, and DINO has 4,096 prototypes.
 *
 * <p>Arguments: the number of pairs (30 by default), methods with commas between them or {@code
 * all}, and {@code hand-written}, {@code lightly} or {@code all}. Or {@code memory} and methods,
 * DINO by default: then it prints {@code memory METHOD OURS THEIRS}, the most memory that our
 * process and lightly's had resident, in mebibytes, each running nothing else. Or {@code processor}
 * and methods: {@code processor METHOD OURS HAND-WRITTEN}, the milliseconds that a step keeps
 * processors busy, which other work on the machine changes less than its duration. Or {@code
 * guards}, the number of cycles of 20 steps and methods: {@code METHOD guards MEDIAN LOW HIGH},
 * what the looks of the recipe's guards that watch add to a cycle's steps, timed one by one. The
 * peer's Python is {@code -Dpython}, its scripts lie in {@code -Dpeers}.
 */
public final class MethodStepBenchmark {

  private static final int DEFAULT_PAIRS = 30;
  private static final int ROUNDS = 5;

  /** So that each cycle has as many looks of every guard. */
  private static final int STEPS_BETWEEN_RANKS = 20;

  /** The guards' own, between two looks. */
  private static final int INTERVAL = 10;

  private static final int MEMORY_STEPS = 100;
  private static final double MEBIBYTE = 1024.0 * 1024;

  private MethodStepBenchmark() {}

  /**
   * Runs the comparisons.
   *
   * @param arguments the number of pairs, the methods and what to compare with
   * @throws Exception if a contender fails
   */
  public static void main(String[] arguments) throws Exception {
    String mode = arguments.length > 0 ? arguments[0] : String.valueOf(DEFAULT_PAIRS);
    String names = arguments.length > 1 ? arguments[1] : "all";
    switch (mode) {
      case "memory" -> memory(arguments.length > 1 ? methods(names) : List.of("dino"));
      case "processor" -> processor(methods(names));
      case "guards" ->
          guards(methods(arguments.length > 2 ? arguments[2] : "all"), Integer.parseInt(names));
      default ->
          compare(
              methods(names), Integer.parseInt(mode), arguments.length > 2 ? arguments[2] : "all");
    }
  }

  private static List<String> methods(String names) {
    return names.equals("all") ? MethodWorkload.METHODS : List.of(names.split(","));
  }

  private static void compare(List<String> methods, int pairs, String against) throws Exception {
    row("method", "peer", "median", "low", "high");
    for (String method : methods) {
      MethodWorkload workload = MethodWorkload.of(method);
      try (Contender ours = DoppelMethod.of(workload)) {
        if (!against.equals("lightly")) {
          try (Contender theirs = new HandWrittenMethod(workload)) {
            report(method, "hand-written", Comparison.run(method, ours, theirs, pairs, ROUNDS));
          }
        }
        if (!against.equals("hand-written") && LightlyMethod.has(method)) {
          try (Contender theirs = LightlyMethod.start(workload)) {
            report(method, "lightly", Comparison.run(method, ours, theirs, pairs, ROUNDS));
          }
        }
      }
    }
  }

  private static void guards(List<String> methods, int cycles) throws Exception {
    row("method", "peer", "median", "low", "high");
    for (String method : methods) {
      try (DoppelMethod watched = DoppelMethod.of(MethodWorkload.watched(method));
          DoppelMethod plain = DoppelMethod.of(MethodWorkload.unwatched(method))) {
        StepTimes times = Comparison.stepByStep(watched, plain, cycles, STEPS_BETWEEN_RANKS);
        report(
            method,
            "guards",
            PairedRatio.ofUnevenRounds(method, times.ours(), times.theirs(), INTERVAL));
      }
    }
  }

  private static void report(String method, String peer, PairedRatio ratio) {
    row(method, peer, decimal(ratio.median()), decimal(ratio.low()), decimal(ratio.high()));
  }

  private static String decimal(double number) {
    return String.format(Locale.ROOT, "%.3f", number);
  }

  private static void row(String... cells) {
    System.out.println(
        String.format(Locale.ROOT, "%-13s %-13s %7s %7s %7s", (Object[]) cells).stripTrailing());
  }

  private static void memory(List<String> methods) throws Exception {
    for (String method : methods) {
      double ours = MethodProcess.run(method, "doppel", MEMORY_STEPS).peakMemory() / MEBIBYTE;
      String theirs = "none";
      if (LightlyMethod.has(method)) {
        try (PeerProcess peer = LightlyMethod.start(MethodWorkload.of(method))) {
          peer.run(MEMORY_STEPS);
          theirs = String.format(Locale.ROOT, "%.0f", peer.peakMemory() / MEBIBYTE);
        }
      }
      System.out.println(String.format(Locale.ROOT, "memory %s %.0f %s", method, ours, theirs));
    }
  }

  private static void processor(List<String> methods) throws Exception {
    for (String method : methods) {
      double ours = MethodProcess.run(method, "doppel", MEMORY_STEPS).milliseconds();
      double theirs = MethodProcess.run(method, "hand-written", MEMORY_STEPS).milliseconds();
      System.out.println(
          String.format(Locale.ROOT, "processor %s %.1f %.1f", method, ours, theirs));
    }
  }
}
