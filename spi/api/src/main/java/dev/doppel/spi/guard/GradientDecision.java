package dev.doppel.spi.guard;

import dev.doppel.spi.step.State;

/**
 * What a gradient guard decided.
 *
 * @param applyStep whether the optimiser's step is taken; a skipped step changes no trained
 *     parameter, while running statistics have seen its batch and schedules go on
 * @param verdict the verdict, with figures
 * @param state the guard's next state
 */
public record GradientDecision(boolean applyStep, Verdict verdict, State state) {}
