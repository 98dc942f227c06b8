package dev.doppel.testkit;

import dev.doppel.spi.guard.TargetNetworkStatistics;

/**
 * Figures over a target network, as plain numbers.
 *
 * @param sharesStorage whether a parameter is in the online network's memory
 * @param distance how far the networks are apart
 * @param targetMark changes with the target network
 * @param onlineMark changes with the online network
 */
public record ArrayTargetNetwork(
    boolean sharesStorage, double distance, double targetMark, double onlineMark)
    implements TargetNetworkStatistics {}
