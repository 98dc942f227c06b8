package dev.doppel.runtime.recipe;

import dev.doppel.runtime.boundary.BoundaryChecks;
import dev.doppel.runtime.boundary.MethodBoundary;
import dev.doppel.runtime.boundary.PartInspection;
import dev.doppel.runtime.plugin.ExtensionKind;
import dev.doppel.runtime.step.Method;
import dev.doppel.spi.guard.TargetShaper;
import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.loss.LossFactory;
import dev.doppel.spi.target.TargetUpdate;
import dev.doppel.spi.target.TargetUpdateFactory;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads and creates the plugins' parts of a run. */
final class MethodParts {

  private final Optional<Sourced<Loss>> loss;
  private final Optional<Sourced<TargetUpdate>> targetUpdate;
  private final Optional<Sourced<TargetShaper>> shaper;
  private final GuardParts guards;

  MethodParts(SettingsReader settings, PluginParts plugins) {
    loss =
        plugins
            .require(RecipeKeys.LOSS, ExtensionKind.LOSS)
            .flatMap(selected -> plugins.make(selected, LossFactory::create));
    loss.ifPresent(made -> PartInspection.loss(made.origin(), made.part()));
    targetUpdate =
        plugins
            .require(RecipeKeys.TARGET_UPDATE, ExtensionKind.TARGET_UPDATE)
            .flatMap(selected -> plugins.make(selected, TargetUpdateFactory::create));
    targetUpdate.ifPresent(made -> PartInspection.targetUpdate(made.origin(), made.part()));
    guards = new GuardParts(settings, plugins);
    shaper = guards.readShaper();
    guards.read();
  }

  /** The loss; empty if there is a problem. */
  Optional<Loss> loss() {
    return loss.map(Sourced::part);
  }

  /** The method; empty if there is a problem with its loss, its update or what is given. */
  Optional<Method> method(
      Optional<Boolean> symmetric,
      Optional<Boolean> stopGradient,
      Optional<BoundaryChecks> checks) {
    if (Stream.<Optional<?>>of(loss, targetUpdate, symmetric, stopGradient, checks)
        .anyMatch(Optional::isEmpty)) {
      return Optional.empty();
    }
    return Optional.of(
        new Method(
            loss.get().part(),
            targetUpdate.get().part(),
            shaper.map(Sourced::part),
            guards.gradientGuards(),
            guards.monitors(),
            symmetric.get(),
            stopGradient.get(),
            new MethodBoundary(
                checks.get(),
                loss.get().origin(),
                targetUpdate.get().origin(),
                shaper.map(Sourced::origin))));
  }
}
