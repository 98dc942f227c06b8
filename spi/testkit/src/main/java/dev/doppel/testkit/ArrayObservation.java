package dev.doppel.testkit;

import dev.doppel.runtime.metric.FeatureMatrix;
import dev.doppel.spi.guard.FeatureStatistics;
import dev.doppel.spi.guard.Observation;
import dev.doppel.spi.loss.ReferenceValues;
import dev.doppel.spi.loss.Stage;
import dev.doppel.spi.step.Step;
import java.util.List;

/**
 * What a monitor sees of a run, from plain numbers. The same features stand for all stages.
 *
 * @param step the step just taken
 * @param losses the losses since the last look, oldest first
 * @param lossReference the values that mark the loss's failures
 * @param features the features, one row a sample
 */
public record ArrayObservation(
    Step step, List<Double> losses, ReferenceValues lossReference, FeatureMatrix features)
    implements Observation {

  private static final int STEPS = 1000;

  /** Copies. */
  public ArrayObservation {
    losses = List.copyOf(losses);
  }

  /**
   * A run whose loss is halfway between where it starts and collapse (4 and 0, BYOL's).
   *
   * @param features the features, one row a sample
   * @return the observation, at step 99 of 1000
   */
  public static ArrayObservation of(double[][] features) {
    return new ArrayObservation(
        Step.of(99, STEPS),
        List.of(2.2, 2.1, 2.0),
        new ReferenceValues(4, 0),
        new FeatureMatrix(features));
  }

  /**
   * The same with other losses.
   *
   * @param values the losses, oldest first
   * @return a new observation
   */
  public ArrayObservation withLosses(Double... values) {
    return new ArrayObservation(step, List.of(values), lossReference, features);
  }

  /**
   * The same at another step.
   *
   * @param index the step, from 0, of 1000
   * @return a new observation
   */
  public ArrayObservation atStep(long index) {
    return new ArrayObservation(Step.of(index, STEPS), losses, lossReference, features);
  }

  @Override
  public FeatureStatistics features(Stage stage) {
    return features;
  }
}
