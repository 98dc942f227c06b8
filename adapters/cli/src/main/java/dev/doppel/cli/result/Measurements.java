package dev.doppel.cli.result;

import java.util.Collections;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was measured beyond the accuracies themselves.
 *
 * @param randomEncoder the nearest neighbours' answers by the encoder before its first step; empty
 *     if it was not measured
 * @param trainedEncoder the same by the encoder at the end
 * @param linearProbe the accuracy of a linear probe on the encoder at the end, from 0 to 1; empty
 *     if none was fitted
 * @param neighbours the nearest neighbours' accuracy after so many steps, from 0 to 1
 */
public record Measurements(
    Optional<Answers> randomEncoder,
    Optional<Answers> trainedEncoder,
    OptionalDouble linearProbe,
    SortedMap<Long, Double> neighbours) {

  /** Nothing was measured. */
  public static final Measurements NONE =
      new Measurements(Optional.empty(), Optional.empty(), OptionalDouble.empty(), new TreeMap<>());

  /** Copies. */
  public Measurements {
    neighbours = Collections.unmodifiableSortedMap(new TreeMap<>(neighbours));
  }
}
