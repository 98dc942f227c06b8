/**
 * Arrays that can be differentiated, one definition for all backends.
 *
 * <p>{@link dev.doppel.spi.tensor.Tensor} is all a loss sees of a backend. Its semantics are
 * PyTorch's; each operation's javadoc states them.
 */
package dev.doppel.spi.tensor;
