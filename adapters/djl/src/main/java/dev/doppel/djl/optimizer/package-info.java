/**
 * Optimisers over DJL's arrays, as PyTorch defines them: DJL's own put the learning rate into the
 * momentum buffer and know neither LARS nor parameters without weight decay ({@link
 * dev.doppel.djl.optimizer.PlannedOptimizer}).
 */
package dev.doppel.djl.optimizer;
