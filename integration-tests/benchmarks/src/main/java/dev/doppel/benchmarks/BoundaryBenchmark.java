package dev.doppel.benchmarks;

import dev.doppel.benchmarks.Comparison.StepTimes;
import java.util.List;
import java.util.Locale;

/**
 * What it costs to check what plugins hand over, as a share of a step's time: how much longer a
 * step with {@code plugin.checks = full} takes than one with {@code none}, each method's recipe for
 * small images with its own guards on DJL. Prints {@code boundary NAME SHARE LOW HIGH}, in per
 * cent.
 *
 * <p>How long checks take does not depend on the network, so the difference is that of a very small
 * one, where it can be told from noise, and the step is that of the recipe's own network. Both
 * sides have the same parts behind the same boundary, which blames a plugin for what it throws in
 * either case; that alone is a call through one more object.
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
   * @param arguments the number of cycles and the methods
   * @throws Exception if a contender fails
   */
  public static void main(String[] arguments) throws Exception {
    int cycles = arguments.length > 0 ? Integer.parseInt(arguments[0]) : DEFAULT_CYCLES;
    List<String> methods =
        arguments.length > 1 ? List.of(arguments[1].split(",")) : MethodWorkload.METHODS;
    for (String method : methods) {
      double step = step(method);
      try (DoppelMethod full = DoppelMethod.of(MethodWorkload.checkedSmall(method, "full"));
          DoppelMethod none = DoppelMethod.of(MethodWorkload.checkedSmall(method, "none"))) {
        StepTimes times = Comparison.stepByStep(full, none, cycles, STEPS);
        PairedRatio share = PairedRatio.ofDifference(method, times.ours(), times.theirs(), step);
        System.out.println(
            String.format(
                Locale.ROOT,
                "boundary %s %.3f %.3f %.3f",
                method,
                100 * share.median(),
                100 * share.low(),
                100 * share.high()));
      }
    }
  }

  /** The seconds of a step of the recipe's own network. */
  private static double step(String method) throws Exception {
    try (DoppelMethod whole = DoppelMethod.of(MethodWorkload.checked(method, "none"))) {
      whole.run(STEPS);
      return whole.run(STEPS) / STEPS;
    }
  }
}
