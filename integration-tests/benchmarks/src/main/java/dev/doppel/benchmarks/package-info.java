/**
 * Comparisons with other ways of doing the same work, run by hand: {@link
 * dev.doppel.benchmarks.StepBenchmark} against a hand-written DJL step and lightly's, {@link
 * dev.doppel.benchmarks.MethodStepBenchmark} the same for each method, {@link
 * dev.doppel.benchmarks.ViewsBenchmark} against torchvision's transforms, and {@link
 * dev.doppel.benchmarks.PipelineBenchmark}, both of it together, against lightly's.
 *
 * <p>{@link dev.doppel.benchmarks.CheckpointBenchmark} says what share of a run checkpoints take,
 * and {@link dev.doppel.benchmarks.BoundaryBenchmark} what share of a step the checks of plugins.
 *
 * <p>Both sides are timed in turn, and each figure is a {@link dev.doppel.benchmarks.PairedRatio}.
 * The peers' programs are in the folder {@code peers}.
 */
package dev.doppel.benchmarks;
