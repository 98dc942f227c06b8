package dev.doppel.runtime.step;

import dev.doppel.runtime.boundary.MethodBoundary;
import dev.doppel.spi.guard.CollapseMonitor;
import dev.doppel.spi.guard.GradientGuard;
import dev.doppel.spi.guard.TargetShaper;
import dev.doppel.spi.loss.HeadParameter;
import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.target.TargetInitialisation;
import dev.doppel.spi.target.TargetSource;
import dev.doppel.spi.target.TargetUpdate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A method: the plugins' parts of a run.
 *
 * @param loss the loss
 * @param targetUpdate how the target follows
 * @param targetShaper what shapes the targets, if anything
 * @param gradientGuards what guards the gradients, in order
 * @param monitors what watches the run
 * @param symmetric whether each view is both predicted and a target; if not, the first view
 *     predicts the second
 * @param stopGradient whether no gradient flows through the targets; off for ablations only
 * @param boundary where the parts come from, and how closely the host looks at what they hand over
 */
public record Method(
    Loss loss,
    TargetUpdate targetUpdate,
    Optional<TargetShaper> targetShaper,
    List<ConfiguredGuard<GradientGuard>> gradientGuards,
    List<ConfiguredGuard<CollapseMonitor>> monitors,
    boolean symmetric,
    boolean stopGradient,
    MethodBoundary boundary) {

  /** Copies. */
  public Method {
    gradientGuards = List.copyOf(gradientGuards);
    monitors = List.copyOf(monitors);
  }

  /**
   * A method of parts that a program made itself; the host looks closely at what they hand over.
   *
   * @param loss the loss
   * @param targetUpdate how the target follows
   * @param targetShaper what shapes the targets, if anything
   * @param gradientGuards what guards the gradients, in order
   * @param monitors what watches the run
   * @param symmetric whether each view is both predicted and a target
   * @param stopGradient whether no gradient flows through the targets
   */
  public Method(
      Loss loss,
      TargetUpdate targetUpdate,
      Optional<TargetShaper> targetShaper,
      List<ConfiguredGuard<GradientGuard>> gradientGuards,
      List<ConfiguredGuard<CollapseMonitor>> monitors,
      boolean symmetric,
      boolean stopGradient) {
    this(
        loss,
        targetUpdate,
        targetShaper,
        gradientGuards,
        monitors,
        symmetric,
        stopGradient,
        MethodBoundary.ofProgram(loss, targetUpdate, targetShaper));
  }

  /** The same method with its boundary around all parts but the guards, which have their own. */
  Method bounded() {
    return new Method(
        boundary.aroundLoss().loss(loss),
        boundary.aroundTargetUpdate().targetUpdate(targetUpdate),
        targetShaper.map(shaper -> boundary.aroundTargetShaper().targetShaper(shaper)),
        gradientGuards,
        monitors,
        symmetric,
        stopGradient,
        boundary);
  }

  /**
   * The parameters of heads that the loss and the target shaper ask for.
   *
   * @return the parameters, in their order
   * @throws dev.doppel.runtime.plugin.PluginException if a part cannot say what it needs
   */
  public Set<HeadParameter> headParameters() {
    Method bounded = bounded();
    Set<HeadParameter> parameters = EnumSet.noneOf(HeadParameter.class);
    parameters.addAll(bounded.loss().headParameters());
    bounded.targetShaper().ifPresent(shaper -> parameters.addAll(shaper.headParameters()));
    return parameters;
  }

  /**
   * Where targets come from.
   *
   * @return what the target update says
   * @throws dev.doppel.runtime.plugin.PluginException if it cannot
   */
  public TargetSource targetSource() {
    return bounded().targetUpdate().source();
  }

  /**
   * What a target network of its own starts as.
   *
   * @return what the target update says
   * @throws dev.doppel.runtime.plugin.PluginException if it cannot
   */
  public TargetInitialisation targetInitialisation() {
    return bounded().targetUpdate().initialisation();
  }

  /**
   * A symmetric method without guards.
   *
   * @param loss the loss
   * @param targetUpdate how the target follows
   * @return the method
   */
  public static Method of(Loss loss, TargetUpdate targetUpdate) {
    return new Method(loss, targetUpdate, Optional.empty(), List.of(), List.of(), true, true);
  }
}
