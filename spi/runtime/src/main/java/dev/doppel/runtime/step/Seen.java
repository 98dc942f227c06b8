package dev.doppel.runtime.step;

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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** What all monitors see of one step; figures are computed once for all of them, if at all. */
final class Seen {

  private final Step step;
  private final ReferenceValues reference;
  private final Function<Stage, FeatureMatrix> outputs;
  private final Supplier<List<FeatureMatrix>> predictions;
  private final Optional<TargetStatistics> targets;
  private final Optional<TargetNetworkStatistics> targetNetwork;
  private final Map<Stage, FeatureStatistics> features = new EnumMap<>(Stage.class);
  private Optional<ViewStatistics> views;

  /**
   * Keeps what figures may be computed from, until the step's memory is freed.
   *
   * @param step the step just taken
   * @param reference the loss's reference values
   * @param outputs the online network's outputs for the first view
   * @param predictions what the loss took as predictions, by view; local views may be among them
   * @param targets figures over the targets, where they are distributions
   * @param targetNetwork figures over the target network, where there is one
   */
  Seen(
      Step step,
      ReferenceValues reference,
      Function<Stage, FeatureMatrix> outputs,
      Supplier<List<FeatureMatrix>> predictions,
      Optional<TargetStatistics> targets,
      Optional<TargetNetworkStatistics> targetNetwork) {
    this.step = step;
    this.reference = reference;
    this.outputs = outputs;
    this.predictions = predictions;
    this.targets = targets;
    this.targetNetwork = targetNetwork;
  }

  Step step() {
    return step;
  }

  private FeatureStatistics features(Stage stage) {
    return features.computeIfAbsent(stage, outputs);
  }

  private Optional<ViewStatistics> views() {
    if (views == null) {
      List<FeatureMatrix> seen = predictions.get();
      views = seen.size() < 2 ? Optional.empty() : Optional.of(new FeatureViews(seen));
    }
    return views;
  }

  /** What one monitor sees, with the losses since its last look. */
  Observation observation(List<Double> losses) {
    return new Observation() {
      @Override
      public Step step() {
        return step;
      }

      @Override
      public List<Double> losses() {
        return losses;
      }

      @Override
      public ReferenceValues lossReference() {
        return reference;
      }

      @Override
      public FeatureStatistics features(Stage stage) {
        return Seen.this.features(stage);
      }

      @Override
      public Optional<ViewStatistics> views() {
        return Seen.this.views();
      }

      @Override
      public Optional<TargetStatistics> targets() {
        return targets;
      }

      @Override
      public Optional<TargetNetworkStatistics> targetNetwork() {
        return targetNetwork;
      }
    };
  }
}
