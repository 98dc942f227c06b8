/**
 * Values that change over a run: learning rates, momenta and temperatures.
 *
 * <p>{@link dev.doppel.spi.schedule.Schedule} is a pure function of the step and the number of
 * steps, so that a resumed run follows the same curve.
 */
package dev.doppel.spi.schedule;
