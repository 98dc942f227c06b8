/**
 * The published numbers of each method, from every engine.
 *
 * <p>{@link dev.doppel.parity.GoldenDirectory} reads the golden vectors: cases of losses, schedules
 * and trajectories as records that know nothing of any engine. {@link dev.doppel.parity.LossParity}
 * runs the cases of losses on a {@link dev.doppel.parity.TensorEngine}; there is one subclass an
 * engine. {@link dev.doppel.parity.InstalledMethods} finds the methods among the plugins on the
 * class path.
 */
package dev.doppel.parity;
