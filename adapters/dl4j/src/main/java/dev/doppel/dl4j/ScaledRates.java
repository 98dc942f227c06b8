package dev.doppel.dl4j;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Learning rates of a schedule, times a factor. A part of the configuration of a network that was
 * trained with it, and so of its JSON.
 *
 * @param updater has the schedule; DL4J's interface of updaters does not hand it out
 * @param factor what its rates are multiplied by
 */
record ScaledRates(@JsonProperty("updater") IUpdater updater, @JsonProperty("factor") double factor)
    implements ISchedule {

  private static final String SCHEDULE = "learningRateSchedule";

  /** Multiplies the rates of an updater, a fixed one or a schedule's. */
  static void scale(IUpdater updater, double factor) {
    boolean isScheduled = NeuralNetConfiguration.mapper().valueToTree(updater).hasNonNull(SCHEDULE);
    if (isScheduled) {
      updater.setLrAndSchedule(Double.NaN, new ScaledRates(updater.clone(), factor));
    } else {
      updater.setLrAndSchedule(updater.getLearningRate(0, 0) * factor, null);
    }
  }

  @Override
  public double valueAt(int iteration, int epoch) {
    return factor * updater.getLearningRate(iteration, epoch);
  }

  @Override
  public ISchedule clone() {
    return new ScaledRates(updater.clone(), factor);
  }
}
