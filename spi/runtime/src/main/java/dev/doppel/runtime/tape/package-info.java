/**
 * A small reverse-mode gradient tape for platforms that do not differentiate by themselves.
 *
 * <p>A platform implements {@link dev.doppel.runtime.tape.ArrayOperations}, some twenty operations
 * on its own arrays, and gets {@link dev.doppel.spi.tensor.Tensor}s with exact gradients from a
 * {@link dev.doppel.runtime.tape.GradientTape}: {@code variable} and {@code constant} bring arrays
 * in, {@code value} and {@code gradients} take them out. A {@link
 * dev.doppel.runtime.tape.TapeScope} frees what a step has made; {@code retain} keeps a tensor
 * beyond it.
 *
 * <p>Softmax, log-softmax and L2 normalisation have gradients in closed form, because the chain of
 * their parts loses digits or gives {@code NaN} at the edges. Nothing is recorded for tensors that
 * need no gradient.
 *
 * <p>Not here: any platform. The test kit brings float64 arrays, the adapters their own.
 */
package dev.doppel.runtime.tape;
