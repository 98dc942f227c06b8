package dev.doppel.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import dev.doppel.runtime.training.ViewBlock;
import dev.doppel.spi.target.ParameterRole;
import java.util.List;

/**
 * Gives a network the batch-norm statistics of images, as training would, but no more than that.
 */
final class BatchNormCalibration {

  private BatchNormCalibration() {}

  /** The running statistics of a network; none without batch norm. */
  static List<Parameter> statistics(Block network) {
    return network.getParameters().values().stream()
        .filter(parameter -> ParameterRoles.of(parameter) == ParameterRole.RUNNING_STATISTIC)
        .toList();
  }

  /**
   * Replaces the running statistics of a network.
   *
   * @param network a network whose parameters are frozen
   * @param momentum what a batch leaves of its running statistics
   * @return whether there was a block of two images or more; if not, the statistics are lost
   */
  static boolean calibrate(
      Block network, double momentum, NDManager manager, Iterable<ViewBlock> images) {
    List<Parameter> statistics = statistics(network);
    statistics.forEach(parameter -> parameter.getArray().muli(0));
    ParameterStore parameters = new ParameterStore(manager, false);
    parameters.setParameterServer(null, new Device[] {manager.getDevice()});
    InputBuffers inputs = new InputBuffers();
    double old = 1;
    for (ViewBlock block : images) {
      // One image has no variance in a layer of vectors.
      if (block.batch() > 1) {
        try (NDManager scope = manager.newSubManager()) {
          NDArray input = inputs.array(scope, 0, block);
          network.forward(parameters, new NDList(input), true).close();
        }
        old *= momentum;
      }
    }
    // Running means from zero on are short of their start's share, as Adam's moments are.
    double share = 1 - old;
    statistics.forEach(parameter -> parameter.getArray().divi(share));
    return old < 1;
  }
}
