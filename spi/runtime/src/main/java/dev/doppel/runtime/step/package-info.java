/**
 * The training step, without a platform.
 *
 * <p>{@link dev.doppel.runtime.step.SelfSupervisedStep} owns the order of things: targets are
 * shaped, the loss computed, gradients guarded, the target updated, states advanced and the run
 * watched. An adapter brings forward passes, gradients and parameters, and calls it at the right
 * moments. What happened is told to {@link dev.doppel.runtime.step.StepListener}s. {@link
 * dev.doppel.runtime.step.NetworkWatch} lets monitors watch a loop that has no such step.
 */
package dev.doppel.runtime.step;
