package dev.doppel.benchmarks;

/**
 * The adapter's BYOL step against the same step written by hand on DJL, and against lightly's on
 * PyTorch. Prints {@code ratio NAME MEDIAN LOW HIGH}, each ours over theirs: less is better.
 *
 * <p>Arguments: the number of pairs (30 by default) and {@code hand-written}, {@code lightly} or
 * {@code all}. The peer's Python is {@code -Dpython}, its scripts lie in {@code -Dpeers}.
 */
public final class StepBenchmark {

  private static final int DEFAULT_PAIRS = 30;

  private StepBenchmark() {}

  /**
   * Runs the comparisons.
   *
   * @param arguments the number of pairs and what to compare with
   * @throws Exception if a contender fails
   */
  public static void main(String[] arguments) throws Exception {
    int pairs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : DEFAULT_PAIRS;
    String against = arguments.length > 1 ? arguments[1] : "all";
    compare("small-cnn", Workload.smallCnn(), pairs, 10, against);
    compare("resnet18", Workload.resnet18(), pairs, 1, against);
  }

  private static void compare(String name, Workload workload, int pairs, int rounds, String against)
      throws Exception {
    try (Contender ours = new DoppelMethod(workload)) {
      if (!against.equals("lightly")) {
        try (Contender theirs = new HandWrittenByol(workload)) {
          report(Comparison.run("step-" + name + "-vs-hand-written", ours, theirs, pairs, rounds));
        }
      }
      if (!against.equals("hand-written")) {
        try (Contender theirs =
            new PeerProcess(
                "byol_lightly.py",
                workload.backbone(),
                String.valueOf(workload.channels()),
                String.valueOf(workload.size()),
                String.valueOf(workload.batch()),
                "step")) {
          report(Comparison.run("step-" + name + "-vs-lightly", ours, theirs, pairs, rounds));
        }
      }
    }
  }

  private static void report(PairedRatio ratio) {
    System.out.println(ratio);
  }
}
