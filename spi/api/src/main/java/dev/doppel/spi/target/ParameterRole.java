package dev.doppel.spi.target;

/** What a parameter is in its layer. */
public enum ParameterRole {
  /** A weight of a linear or convolutional layer. */
  WEIGHT,
  /** A bias of a linear or convolutional layer. */
  BIAS,
  /** A scale or shift of a normalisation layer. */
  NORMALISATION,
  /** A running mean or variance of a normalisation layer, which no optimiser touches. */
  RUNNING_STATISTIC
}
