/**
 * Where a run stands: {@link dev.doppel.spi.step.Step} carries the position and all scheduled
 * values, {@link dev.doppel.spi.step.State} what one extension remembers from step to step, and
 * {@link dev.doppel.spi.step.Scheduled} declares which values are to be scheduled.
 */
package dev.doppel.spi.step;
