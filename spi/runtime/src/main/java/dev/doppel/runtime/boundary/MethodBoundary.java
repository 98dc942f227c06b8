package dev.doppel.runtime.boundary;

import dev.doppel.spi.guard.TargetShaper;
import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.target.TargetUpdate;
import java.util.Optional;

/**
 * How closely the host looks at the parts of a method, and whom it blames. Guards that are not
 * target shapers bring their own origin along.
 *
 * @param checks how closely
 * @param loss where the loss comes from
 * @param targetUpdate where the target update comes from
 * @param targetShaper where the target shaper comes from; empty if there is none
 */
public record MethodBoundary(
    BoundaryChecks checks,
    PartOrigin loss,
    PartOrigin targetUpdate,
    Optional<PartOrigin> targetShaper) {

  /**
   * The boundary of parts that a program made itself, with all checks.
   *
   * @param loss the loss
   * @param targetUpdate the target update
   * @param targetShaper the target shaper, if there is one
   * @return a boundary that names the parts by their classes
   */
  public static MethodBoundary ofProgram(
      Loss loss, TargetUpdate targetUpdate, Optional<TargetShaper> targetShaper) {
    return new MethodBoundary(
        BoundaryChecks.FULL,
        byClass("loss", loss),
        byClass("target update", targetUpdate),
        targetShaper.map(shaper -> byClass("target shaper", shaper)));
  }

  private static PartOrigin byClass(String kind, Object part) {
    return PartOrigin.ofProgram(kind + " " + part.getClass().getName());
  }

  /**
   * The boundary of the loss.
   *
   * @return what goes around it
   */
  public PluginBoundary aroundLoss() {
    return new PluginBoundary(loss, checks);
  }

  /**
   * The boundary of the target update.
   *
   * @return what goes around it
   */
  public PluginBoundary aroundTargetUpdate() {
    return new PluginBoundary(targetUpdate, checks);
  }

  /**
   * The boundary of the target shaper.
   *
   * @return what goes around it; around nothing if there is none
   */
  public PluginBoundary aroundTargetShaper() {
    PartOrigin origin = targetShaper.orElse(PartOrigin.ofProgram("no target shaper"));
    return new PluginBoundary(origin, checks);
  }
}
