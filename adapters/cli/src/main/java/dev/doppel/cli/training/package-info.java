/**
 * From a recipe to a trained encoder, a folder of results and a report.
 *
 * <p>{@link dev.doppel.cli.training.Training#run(dev.doppel.runtime.recipe.Recipe)} is the entry
 * point. {@link dev.doppel.cli.training.PreparedRun} finds and checks all that a recipe names,
 * without training; {@link dev.doppel.cli.training.DryRun} takes a few steps to tell how long a run
 * would take. A {@link dev.doppel.cli.training.TrainingListener} is told how a run goes, and a
 * {@link dev.doppel.cli.training.StopSignal} ends it after the step it is in.
 *
 * <p>{@link dev.doppel.cli.training.Training#resume} goes on with a run that was interrupted: a
 * checkpoint holds the session's state and this package's, each writes and reads its own. {@link
 * dev.doppel.cli.training.RunInspection} says what a run is from its files alone.
 *
 * <p>{@link dev.doppel.cli.training.Measuring} says what of the encoder is measured on the way.
 *
 * <p>Not here: the training step itself (runtime and backends) and the command line.
 */
package dev.doppel.cli.training;
