package dev.doppel.runtime.boundary;

import dev.doppel.spi.guard.CollapseGuard;
import dev.doppel.spi.guard.CollapseMonitor;
import dev.doppel.spi.guard.GradientGuard;
import dev.doppel.spi.guard.TargetShaper;
import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.target.TargetUpdate;

/**
 * Asks a new part for all that it declares. A part that was built against another interface, or
 * whose jar lacks a class, is found out so before its run has taken a step.
 */
public final class PartInspection {

  private PartInspection() {}

  /**
   * Inspects a loss.
   *
   * @param origin where it comes from
   * @param loss the loss
   * @throws dev.doppel.runtime.plugin.PluginException if it cannot say what it needs
   */
  public static void loss(PartOrigin origin, Loss loss) {
    Loss checked = boundary(origin).loss(loss);
    checked.schedules();
    checked.roles();
    checked.targetForm();
    checked.headParameters();
    checked.isMeanOfRows();
    checked.isTargetCrossEntropy();
    checked.reliesOnBatchNormalisation();
  }

  /**
   * Inspects a target update.
   *
   * @param origin where it comes from
   * @param update the target update
   * @throws dev.doppel.runtime.plugin.PluginException if it cannot say what it does
   */
  public static void targetUpdate(PartOrigin origin, TargetUpdate update) {
    TargetUpdate checked = boundary(origin).targetUpdate(update);
    checked.schedules();
    checked.source();
    checked.initialisation();
    checked.phase();
  }

  /**
   * Inspects a guard of any kind.
   *
   * @param origin where it comes from
   * @param guard the guard
   * @throws dev.doppel.runtime.plugin.PluginException if it cannot say what it needs, or says what
   *     is not allowed
   */
  public static void guard(PartOrigin origin, CollapseGuard guard) {
    if (guard instanceof TargetShaper shaper) {
      TargetShaper checked = boundary(origin).targetShaper(shaper);
      checked.schedules();
      checked.form();
      checked.roles();
      checked.headParameters();
    } else if (guard instanceof GradientGuard gradientGuard) {
      boundary(origin).gradientGuard(gradientGuard).schedules();
    } else if (guard instanceof CollapseMonitor monitor) {
      CollapseMonitor checked = boundary(origin).monitor(monitor);
      checked.interval();
      checked.delay();
    }
  }

  private static PluginBoundary boundary(PartOrigin origin) {
    return new PluginBoundary(origin, BoundaryChecks.SHAPES);
  }
}
