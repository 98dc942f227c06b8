package dev.doppel.testkit;

import dev.doppel.runtime.metric.FeatureMatrix;
import dev.doppel.runtime.metric.FeatureViews;
import dev.doppel.spi.guard.FeatureStatistics;
import dev.doppel.spi.guard.Observation;
import dev.doppel.spi.guard.TargetNetworkStatistics;
import dev.doppel.spi.guard.TargetStatistics;
import dev.doppel.spi.guard.ViewStatistics;
import dev.doppel.spi.loss.ReferenceValues;
import dev.doppel.spi.loss.Stage;
import dev.doppel.spi.step.Step;
import java.util.List;
import java.util.Optional;

/**
 * What a monitor sees of a run, from plain numbers. The same features stand for all stages.
 *
 * @param step the step just taken
 * @param losses the losses since the last look, oldest first
 * @param lossReference the values that mark the loss's failures
 * @param features the features, one row a sample
 * @param views figures over several views
 * @param targets figures over the targets
 * @param targetNetwork figures over the target network
 */
public record ArrayObservation(
    Step step,
    List<Double> losses,
    ReferenceValues lossReference,
    FeatureMatrix features,
    Optional<ViewStatistics> views,
    Optional<TargetStatistics> targets,
    Optional<TargetNetworkStatistics> targetNetwork)
    implements Observation {

  private static final int STEPS = 1000;

  /** Copies. */
  public ArrayObservation {
    losses = List.copyOf(losses);
  }

  /**
   * A run whose loss is halfway between where it starts and collapse (4 and 0, BYOL's), and whose
   * two views are the same.
   *
   * @param features the features, one row a sample
   * @return the observation, at step 99 of 1000
   */
  public static ArrayObservation of(double[][] features) {
    FeatureMatrix matrix = new FeatureMatrix(features);
    return new ArrayObservation(
        Step.of(99, STEPS),
        List.of(2.2, 2.1, 2.0),
        new ReferenceValues(4, 0),
        matrix,
        Optional.of(new FeatureViews(List.of(matrix, matrix))),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * The same with other losses.
   *
   * @param values the losses, oldest first
   * @return a new observation
   */
  public ArrayObservation withLosses(Double... values) {
    return new ArrayObservation(
        step, List.of(values), lossReference, features, views, targets, targetNetwork);
  }

  /**
   * The same at another step.
   *
   * @param index the step, from 0, of 1000
   * @return a new observation
   */
  public ArrayObservation atStep(long index) {
    return new ArrayObservation(
        Step.of(index, STEPS), losses, lossReference, features, views, targets, targetNetwork);
  }

  /**
   * The same of a loss with other reference values.
   *
   * @param reference the values
   * @return a new observation
   */
  public ArrayObservation withReference(ReferenceValues reference) {
    return new ArrayObservation(step, losses, reference, features, views, targets, targetNetwork);
  }

  /**
   * The same with targets.
   *
   * @param statistics figures over them
   * @return a new observation
   */
  public ArrayObservation withTargets(TargetStatistics statistics) {
    return new ArrayObservation(
        step, losses, lossReference, features, views, Optional.of(statistics), targetNetwork);
  }

  /**
   * The same with a target network.
   *
   * @param statistics figures over it
   * @return a new observation
   */
  public ArrayObservation withTargetNetwork(TargetNetworkStatistics statistics) {
    return new ArrayObservation(
        step, losses, lossReference, features, views, targets, Optional.of(statistics));
  }

  /**
   * The same where the loss predicts from one view only.
   *
   * @return a new observation
   */
  public ArrayObservation withoutViews() {
    return new ArrayObservation(
        step, losses, lossReference, features, Optional.empty(), targets, targetNetwork);
  }

  @Override
  public FeatureStatistics features(Stage stage) {
    return features;
  }
}
