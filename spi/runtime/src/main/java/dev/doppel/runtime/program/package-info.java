/**
 * Recipes for the data of a program of the user's own, as the adapters' entry points wire them:
 * {@link dev.doppel.runtime.program.SampleKind} says whether views are to be drawn of its samples,
 * and {@link dev.doppel.runtime.program.ProgramRun} is the run that follows.
 *
 * <p>Not here: how a platform's data sets are read, which is the adapter's.
 */
package dev.doppel.runtime.program;
