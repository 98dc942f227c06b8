/**
 * What tests of plugins are made of.
 *
 * <p>Contracts are abstract JUnit 5 classes that a plugin's tests extend: {@link
 * dev.doppel.testkit.LossContract}, {@link dev.doppel.testkit.TargetUpdateContract}, {@link
 * dev.doppel.testkit.CollapseGuardContract} and, for the jar as a whole, {@link
 * dev.doppel.testkit.PluginContract}. Losses and view policies that are made of the interface's
 * shared parts have {@link dev.doppel.testkit.ViewCrossEntropyContract} and {@link
 * dev.doppel.testkit.StyledViewsContract} besides.
 *
 * <p>{@link dev.doppel.testkit.ArrayEngine} computes losses and their gradients in float64 with no
 * platform installed; {@link dev.doppel.testkit.FiniteDifferences} checks any of them in one call.
 * {@link dev.doppel.testkit.ArrayTargetParameters}, {@link dev.doppel.testkit.ArrayGradients} and
 * {@link dev.doppel.testkit.ArrayObservation} stand in for a network's parameters, their gradients
 * and a run.
 *
 * <p>Adapters have contracts as well: {@link dev.doppel.testkit.TensorContract}, {@link
 * dev.doppel.testkit.TrainingBackendContract}, on the runs of {@link dev.doppel.testkit.SmallRuns},
 * and {@link dev.doppel.testkit.ResumeContract}. {@link dev.doppel.testkit.RecordedSteps} keeps
 * what a run tells, and {@link dev.doppel.testkit.LockStepWorkers} has several workers of a run
 * within one process.
 *
 * <p>Not here: a training loop, and figures of speed. The adapters have those.
 */
package dev.doppel.testkit;
