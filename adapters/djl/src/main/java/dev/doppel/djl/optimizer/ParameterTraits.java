package dev.doppel.djl.optimizer;

import dev.doppel.spi.target.ParameterRole;

/**
 * What an optimiser must know of a parameter.
 *
 * @param role what the parameter is in its layer
 * @param inPredictor whether it is the predictor's
 */
public record ParameterTraits(ParameterRole role, boolean inPredictor) {}
