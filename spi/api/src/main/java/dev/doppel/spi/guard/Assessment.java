package dev.doppel.spi.guard;

import dev.doppel.spi.step.State;

/**
 * A monitor's judgement.
 *
 * @param verdict the verdict
 * @param state the monitor's next state
 */
public record Assessment(Verdict verdict, State state) {}
