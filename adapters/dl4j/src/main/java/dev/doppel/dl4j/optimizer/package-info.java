/**
 * What turns gradients into steps: the configuration's own updaters with a guard before them
 * ({@link dev.doppel.dl4j.optimizer.GuardedUpdater}), or a recipe's optimiser as PyTorch defines it
 * ({@link dev.doppel.dl4j.optimizer.PlannedUpdater}).
 */
package dev.doppel.dl4j.optimizer;
