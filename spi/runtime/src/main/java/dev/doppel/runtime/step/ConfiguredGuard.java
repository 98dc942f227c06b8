package dev.doppel.runtime.step;

import dev.doppel.spi.guard.CollapseGuard;

/**
 * A guard as a recipe configures it.
 *
 * @param name the guard's name
 * @param guard the guard
 * @param action what follows when it says that the run failed
 * @param <G> the kind of guard
 */
public record ConfiguredGuard<G extends CollapseGuard>(String name, G guard, GuardAction action) {}
