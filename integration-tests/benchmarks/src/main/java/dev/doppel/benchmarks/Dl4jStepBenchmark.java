package dev.doppel.benchmarks;

import dev.doppel.dl4j.Dl4jBackend;

/**
 * The DL4J adapter's BYOL step against the same step written by hand on DL4J, and against the DJL
 * adapter's; and its SimSiam step against DL4J's own {@code fit} of the same network with labels,
 * on batches of twice the size, which does the same work. Prints {@code ratio NAME MEDIAN LOW
 * HIGH}, each ours over theirs: less is better.
 *
 * <p>Arguments: the number of pairs (30 by default) and {@code small-cnn}, {@code resnet18} or
 * {@code all}.
 */
public final class Dl4jStepBenchmark {

  private static final int DEFAULT_PAIRS = 30;

  private Dl4jStepBenchmark() {}

  /**
   * Runs the comparisons.
   *
   * @param arguments the number of pairs and the network
   * @throws Exception if a contender fails
   */
  public static void main(String[] arguments) throws Exception {
    int pairs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : DEFAULT_PAIRS;
    String network = arguments.length > 1 ? arguments[1] : "all";
    if (!network.equals("resnet18")) {
      compare("small-cnn", Workload.smallCnn(), pairs, 5);
    }
    if (!network.equals("small-cnn")) {
      compare("resnet18", Workload.resnet18(), pairs, 1);
    }
  }

  private static void compare(String name, Workload workload, int pairs, int rounds)
      throws Exception {
    try (Contender ours = new DoppelMethod(workload, new Dl4jBackend())) {
      try (Contender theirs = new HandWrittenDl4jByol(workload)) {
        report("dl4j-step-" + name + "-vs-hand-written", ours, theirs, pairs, rounds);
      }
      try (Contender theirs = new DoppelMethod(workload)) {
        report("dl4j-vs-djl-step-" + name, ours, theirs, pairs, rounds);
      }
    }
    try (Contender ours = DoppelMethod.simsiam(workload, new Dl4jBackend());
        Contender theirs = new SupervisedDl4jFit(workload)) {
      report("dl4j-simsiam-" + name + "-vs-supervised-fit", ours, theirs, pairs, rounds);
    }
  }

  private static void report(String name, Contender ours, Contender theirs, int pairs, int rounds)
      throws Exception {
    System.out.println(Comparison.run(name, ours, theirs, pairs, rounds));
  }
}
