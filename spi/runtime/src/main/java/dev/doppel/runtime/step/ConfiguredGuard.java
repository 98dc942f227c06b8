package dev.doppel.runtime.step;

import dev.doppel.runtime.boundary.BoundaryChecks;
import dev.doppel.runtime.boundary.PartOrigin;
import dev.doppel.runtime.boundary.PluginBoundary;
import dev.doppel.spi.guard.CollapseGuard;

/**
 * A guard as a recipe configures it.
 *
 * @param name the guard's name
 * @param guard the guard
 * @param action what follows when it says that the run failed
 * @param origin where the guard comes from
 * @param <G> the kind of guard
 */
public record ConfiguredGuard<G extends CollapseGuard>(
    String name, G guard, GuardAction action, PartOrigin origin) {

  /**
   * A guard that a program made itself.
   *
   * @param name the guard's name
   * @param guard the guard
   * @param action what follows when it says that the run failed
   */
  public ConfiguredGuard(String name, G guard, GuardAction action) {
    this(name, guard, action, PartOrigin.ofProgram("guard '" + name + "'"));
  }

  PluginBoundary boundary(BoundaryChecks checks) {
    return new PluginBoundary(origin, checks);
  }
}
