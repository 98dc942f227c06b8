package dev.doppel.spi.guard;

import dev.doppel.spi.loss.ReferenceValues;
import dev.doppel.spi.loss.Stage;
import dev.doppel.spi.step.Step;
import java.util.List;
import java.util.Optional;

/** What a monitor can see of a run after a step. Figures are computed on first use and shared. */
public interface Observation {

  /**
   * The position.
   *
   * @return the step just taken
   */
  Step step();

  /**
   * The losses of the steps since the monitor's last look.
   *
   * @return the losses, oldest first; at least one
   */
  List<Double> losses();

  /**
   * The values that mark the loss's failures.
   *
   * @return the values for this run's batch size and width
   */
  ReferenceValues lossReference();

  /**
   * Figures over the online network's outputs for the step's first view.
   *
   * @param stage which outputs
   * @return the figures
   */
  FeatureStatistics features(Stage stage);

  /**
   * Figures over the predictions of several views of the same samples.
   *
   * @return the figures; empty where the loss predicts from one view only
   */
  default Optional<ViewStatistics> views() {
    return Optional.empty();
  }

  /**
   * Figures over the targets.
   *
   * @return the figures; empty where targets are not distributions over prototypes
   */
  default Optional<TargetStatistics> targets() {
    return Optional.empty();
  }

  /**
   * The target network beside the online network.
   *
   * @return the figures; empty where there is no target network
   */
  default Optional<TargetNetworkStatistics> targetNetwork() {
    return Optional.empty();
  }
}
