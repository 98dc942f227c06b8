package dev.doppel.runtime.training;

import dev.doppel.runtime.network.BatchStatistics;
import dev.doppel.runtime.network.HeadSpecification;
import dev.doppel.runtime.optimizer.OptimizerPlan;
import dev.doppel.runtime.step.Method;
import dev.doppel.spi.loss.Network;
import dev.doppel.spi.option.Options;
import dev.doppel.spi.view.ViewPolicy;

/**
 * A run, fully resolved and checked.
 *
 * @param method the plugins' parts
 * @param backbone the backbone's name
 * @param backboneOptions the backbone's options, checked
 * @param projector the projector
 * @param predictor the predictor
 * @param batchStatistics which samples share batch statistics
 * @param optimizer the optimiser
 * @param views the views of a sample
 * @param channels the channels of a view, 1 or 3
 * @param batchSize the samples a batch, over all workers
 * @param steps the steps of the run
 * @param stepsPerEpoch the steps of one epoch
 * @param seed the seed of all chance
 * @param device {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:N}
 * @param threads the threads of the platform's operations; 0 for the platform's own choice
 * @param encoder which network is saved and evaluated
 */
public record TrainingPlan(
    Method method,
    String backbone,
    Options backboneOptions,
    HeadSpecification projector,
    HeadSpecification predictor,
    BatchStatistics batchStatistics,
    OptimizerPlan optimizer,
    ViewPolicy views,
    int channels,
    int batchSize,
    long steps,
    long stepsPerEpoch,
    long seed,
    String device,
    int threads,
    Network encoder) {

  /**
   * The height and width that the encoder is built and evaluated at.
   *
   * @return the size of a global view, in pixels
   */
  public int imageSize() {
    return views.views().get(0).size();
  }

  /**
   * This run with another method.
   *
   * @param other the method
   * @return a run that is otherwise the same
   */
  public TrainingPlan withMethod(Method other) {
    return new TrainingPlan(
        other,
        backbone,
        backboneOptions,
        projector,
        predictor,
        batchStatistics,
        optimizer,
        views,
        channels,
        batchSize,
        steps,
        stepsPerEpoch,
        seed,
        device,
        threads,
        encoder);
  }
}
