package dev.doppel.runtime.recipe;

import dev.doppel.runtime.plugin.ExtensionKind;
import dev.doppel.runtime.step.Method;
import dev.doppel.spi.guard.TargetShaper;
import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.loss.LossFactory;
import dev.doppel.spi.target.TargetUpdate;
import dev.doppel.spi.target.TargetUpdateFactory;
import java.util.Optional;

/** Reads and creates the plugins' parts of a run. */
final class MethodParts {

  private final Optional<Loss> loss;
  private final Optional<TargetUpdate> targetUpdate;
  private final Optional<TargetShaper> shaper;
  private final GuardParts guards;

  MethodParts(SettingsReader settings, PluginParts plugins) {
    loss =
        plugins
            .require(RecipeKeys.LOSS, ExtensionKind.LOSS)
            .flatMap(selected -> plugins.create(selected, LossFactory::create));
    targetUpdate =
        plugins
            .require(RecipeKeys.TARGET_UPDATE, ExtensionKind.TARGET_UPDATE)
            .flatMap(selected -> plugins.create(selected, TargetUpdateFactory::create));
    guards = new GuardParts(settings, plugins);
    shaper = guards.readShaper();
    guards.read();
  }

  /** The loss; empty if there is a problem. */
  Optional<Loss> loss() {
    return loss;
  }

  /** The method; empty if there is a problem with its loss, its update or what is given. */
  Optional<Method> method(Optional<Boolean> symmetric, Optional<Boolean> stopGradient) {
    if (loss.isEmpty() || targetUpdate.isEmpty() || symmetric.isEmpty() || stopGradient.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Method(
            loss.get(),
            targetUpdate.get(),
            shaper,
            guards.gradientGuards(),
            guards.monitors(),
            symmetric.get(),
            stopGradient.get()));
  }
}
