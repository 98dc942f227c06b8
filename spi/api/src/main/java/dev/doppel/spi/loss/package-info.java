/**
 * Losses.
 *
 * <p>A {@link dev.doppel.spi.loss.LossFactory} creates a {@link dev.doppel.spi.loss.Loss}, which
 * declares the {@link dev.doppel.spi.loss.RoleRequirement}s it has and computes a scalar from the
 * {@link dev.doppel.spi.loss.Embeddings} the host brings it. Written once in {@link
 * dev.doppel.spi.tensor.Tensor} operations, it runs on every backend. {@link
 * dev.doppel.spi.loss.ViewCrossEntropy} is what losses over prototypes have in common.
 */
package dev.doppel.spi.loss;
