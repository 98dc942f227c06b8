package dev.doppel.guards;

import dev.doppel.spi.guard.FeatureStatistics;
import dev.doppel.spi.guard.Observation;
import dev.doppel.spi.loss.ReferenceValues;
import dev.doppel.spi.loss.Stage;
import dev.doppel.spi.step.Step;
import java.util.List;

/**
 * What a monitor sees at one look, as figures that were computed elsewhere.
 *
 * @param spread {@code sqrt(width) * featureStd}
 * @param effectiveRank the effective rank
 * @param rows the number of samples
 * @param width the number of dimensions
 * @param index the step, from 0
 */
record Look(double spread, double effectiveRank, int rows, int width, long index)
    implements Observation, FeatureStatistics {

  static Look of(double spread, double effectiveRank) {
    return new Look(spread, effectiveRank, 128, 64, 9);
  }

  Look atStep(long step) {
    return new Look(spread, effectiveRank, rows, width, step);
  }

  @Override
  public Step step() {
    return Step.of(index, 1000);
  }

  @Override
  public List<Double> losses() {
    return List.of(1.0);
  }

  @Override
  public ReferenceValues lossReference() {
    return new ReferenceValues(4, 0);
  }

  @Override
  public FeatureStatistics features(Stage stage) {
    return this;
  }

  @Override
  public boolean isFinite() {
    return Double.isFinite(spread) && Double.isFinite(effectiveRank);
  }

  @Override
  public double featureStd() {
    return spread / Math.sqrt(width);
  }
}
