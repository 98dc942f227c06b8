package dev.doppel.spi.view;

/**
 * How often a view of one place is changed.
 *
 * @param blur the share of views that are blurred, in [0, 1]
 * @param solarization the share of views that are solarised, in [0, 1]
 */
public record ViewChances(double blur, double solarization) {}
