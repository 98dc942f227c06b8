package dev.doppel.benchmarks;

import java.util.List;

/**
 * What it costs to check what plugins hand over: a step with {@code plugin.checks = full} over one
 * with {@code none}, each method's recipe for small images with its own guards on DJL. Prints
 * {@code ratio NAME MEDIAN LOW HIGH}; 1.01 is one per cent.
 *
 * <p>Both sides have the same parts behind the same boundary, which blames a plugin for what it
 * throws in either case; that alone is a call through one more object.
 *
 * <p>Arguments: the number of cycles of 20 steps (60 by default) and methods with commas between
 * them (all by default).
 */
public final class BoundaryBenchmark {

  private static final int DEFAULT_CYCLES = 60;

  /** So that each cycle reads losses and has every guard look. */
  private static final int STEPS = 20;

  private BoundaryBenchmark() {}

  /**
   * Times steps with and without checks in turn.
   *
   * @param arguments the number of pairs and the methods
   * @throws Exception if a contender fails
   */
  public static void main(String[] arguments) throws Exception {
    int cycles = arguments.length > 0 ? Integer.parseInt(arguments[0]) : DEFAULT_CYCLES;
    List<String> methods =
        arguments.length > 1 ? List.of(arguments[1].split(",")) : MethodWorkload.METHODS;
    for (String method : methods) {
      try (DoppelMethod full = DoppelMethod.of(MethodWorkload.checked(method, "full"));
          DoppelMethod none = DoppelMethod.of(MethodWorkload.checked(method, "none"))) {
        System.out.println(Comparison.stepByStep("boundary-" + method, full, none, cycles, STEPS));
      }
    }
  }
}
