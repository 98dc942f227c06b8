package dev.doppel.testkit;

import dev.doppel.spi.guard.CollapseGuard;
import dev.doppel.spi.guard.CollapseMonitor;
import dev.doppel.spi.guard.GradientGuard;
import dev.doppel.spi.guard.TargetShaper;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every collapse guard must do, according to its kind. Tests of a guard extend it and answer
 * {@link #guard()}.
 *
 * <ul>
 *   <li>A {@link CollapseMonitor} finds a run with Gaussian features healthy and one that failed
 *       not, with words and remedies; its figures are finite; its memory is in its state alone.
 *   <li>A {@link TargetShaper} returns as many tensors of the same shapes, finite for large targets
 *       too, and remembers in its state alone.
 *   <li>A {@link GradientGuard} lets ordinary gradients pass without enlarging any, survives
 *       gradients that are not finite, and remembers in its state alone.
 * </ul>
 */
public abstract class CollapseGuardContract {

  /** For subclasses. */
  protected CollapseGuardContract() {}

  /**
   * The guard under test.
   *
   * @return a new instance
   */
  protected abstract CollapseGuard guard();

  /**
   * Observations of a run with which nothing is wrong, for monitors.
   *
   * @return the observations, in the order of their steps; three with Gaussian features and a loss
   *     that falls by default
   */
  protected List<ArrayObservation> healthyRun() {
    return List.of(gaussian(1).atStep(99), gaussian(2).atStep(199), gaussian(3).atStep(299));
  }

  /**
   * An observation of a run that has failed, for monitors. It is shown up to 100 times, so that
   * patience runs out.
   *
   * @return the observation; features that are all the same and losses that are {@code NaN} by
   *     default
   */
  protected ArrayObservation failedRun() {
    double[][] features = new double[128][];
    Arrays.fill(features, new double[] {1, 2, 3, 4, 5, 6, 7, 8});
    return ArrayObservation.of(features).withLosses(Double.NaN, Double.NaN);
  }

  /**
   * The same, for monitors that see failure in a change.
   *
   * @param look the look, from 0
   * @return the observation at that step; what {@link #failedRun()} returns by default
   */
  protected ArrayObservation failedRun(int look) {
    return failedRun().atStep(look);
  }

  /**
   * Figures of a monitor that need not be finite.
   *
   * @return their names; none by default
   */
  protected Set<String> figuresThatMayNotBeFinite() {
    return Set.of();
  }

  /**
   * Whether a monitor never says that a run failed, but only warns.
   *
   * @return false by default
   */
  protected boolean onlyWarns() {
    return false;
  }

  /** What a guard remembers is in its state. */
  @Test
  public final void fields_areFinal() {
    Fields.requireFinal(guard());
  }

  /**
   * The checks for the guard's kind.
   *
   * @return one test a rule
   */
  @TestFactory
  public final List<DynamicTest> rulesOfItsKind() {
    CollapseGuard guard = guard();
    if (guard instanceof CollapseMonitor) {
      return new MonitorRules(
              () -> (CollapseMonitor) guard(),
              healthyRun(),
              this::failedRun,
              figuresThatMayNotBeFinite(),
              onlyWarns())
          .tests();
    }
    if (guard instanceof TargetShaper) {
      return new TargetShaperRules(() -> (TargetShaper) guard()).tests();
    }
    return new GradientGuardRules(() -> (GradientGuard) guard()).tests();
  }

  private static ArrayObservation gaussian(long seed) {
    double start = 4.0 / (seed + 1);
    return ArrayObservation.of(DoubleArray.gaussian(seed, 128, 8).toRows())
        .withLosses(start, start - 0.1, start - 0.2);
  }
}
