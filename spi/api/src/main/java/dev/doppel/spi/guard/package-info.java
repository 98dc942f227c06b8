/**
 * Guards against collapse and divergence, of three kinds.
 *
 * <p>A {@link dev.doppel.spi.guard.TargetShaper} changes the targets before the loss (centring,
 * Sinkhorn), a {@link dev.doppel.spi.guard.GradientGuard} changes gradients before the optimiser's
 * step (clipping, freezing), and a {@link dev.doppel.spi.guard.CollapseMonitor} watches and gives a
 * {@link dev.doppel.spi.guard.Verdict}. What follows from a verdict is configured in the recipe.
 */
package dev.doppel.spi.guard;
