package dev.doppel.dl4j;

import dev.doppel.runtime.training.TrainingPlan;
import java.util.function.Supplier;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * A network to be trained.
 *
 * @param name what messages call it, such as {@code backbone 'resnet18'}
 * @param network the network, initialized
 * @param sample the shape of a sample, without a batch axis
 * @param independent makes one of the same kind with other initial weights
 */
record UserBackbone(
    String name, ComputationGraph network, long[] sample, Supplier<ComputationGraph> independent) {

  /** The shape of a view, without a batch axis. */
  static long[] image(TrainingPlan plan) {
    return new long[] {plan.channels(), plan.imageSize(), plan.imageSize()};
  }

  static UserBackbone of(ComputationGraph network, long[] sample) {
    return new UserBackbone("the network", network, sample, () -> reseeded(network));
  }

  private static ComputationGraph reseeded(ComputationGraph network) {
    ComputationGraphConfiguration configuration = network.getConfiguration().clone();
    long seed = configuration.getDefaultConfiguration().getSeed();
    configuration.getDefaultConfiguration().setSeed(seed + 1);
    ComputationGraph other = new ComputationGraph(configuration);
    other.init();
    return other;
  }
}
