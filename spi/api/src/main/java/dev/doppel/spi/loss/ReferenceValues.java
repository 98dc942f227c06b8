package dev.doppel.spi.loss;

/**
 * The values a loss takes where nothing was learned.
 *
 * @param uniform its value for unrelated outputs (orthogonal directions, uniform distributions):
 *     where an untrained network starts, about
 * @param collapsed its value if all outputs are the same
 */
public record ReferenceValues(double uniform, double collapsed) {}
