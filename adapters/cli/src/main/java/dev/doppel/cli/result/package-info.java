/**
 * How a run went, as records: {@link dev.doppel.cli.result.RunOutcome} says how it ended, {@link
 * dev.doppel.cli.result.Accuracies} whether it learned, {@link dev.doppel.cli.result.Measurements}
 * what lies behind the accuracies, and {@link dev.doppel.cli.result.TrainingResult} holds all of
 * it. Beside them, how durations and methods are written.
 */
package dev.doppel.cli.result;
