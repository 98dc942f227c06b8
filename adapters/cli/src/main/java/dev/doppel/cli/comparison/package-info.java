/**
 * Several methods on the same data, trained one after another and held against each other.
 *
 * <p>{@link dev.doppel.cli.comparison.Comparison} is the entry point. Each run has a folder of its
 * own, as one of the command {@code train}; beside them lie a table, a report with the curves of
 * all runs and the figures as JSON. A comparison that is started again takes finished runs over.
 *
 * <p>Not here: training and measuring themselves ({@link dev.doppel.cli.training}) and the page's
 * form ({@link dev.doppel.cli.report}).
 */
package dev.doppel.cli.comparison;
