package dev.doppel.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;

/**
 * A forward pass that lets go of each layer's output once the next layer has used it. DJL keeps
 * every array until its manager closes, at the end of the step: then a target's pass, which needs
 * no backward pass, holds all its activations, and the step runs through memory that no cache holds
 * and that the system has to clear anew. What autograd needs it keeps alive by itself.
 */
final class FrugalForward {

  private FrugalForward() {}

  /**
   * Runs a block.
   *
   * @param inputs stay open
   * @return the outputs, which belong to the manager of the first input
   */
  static NDList run(Block block, ParameterStore parameters, NDList inputs, boolean training) {
    if (block instanceof SequentialBlock sequence && runsLayerByLayer(sequence)) {
      return runLayers(sequence, parameters, inputs, training);
    }
    return block.getChildren().isEmpty()
        ? block.forward(parameters, inputs, training)
        : runWhole(block, parameters, inputs, training);
  }

  /** A subclass may do otherwise, and intermediate outputs that are returned must stay open. */
  private static boolean runsLayerByLayer(SequentialBlock sequence) {
    return sequence.getClass() == SequentialBlock.class && !sequence.isReturnIntermediate();
  }

  private static NDList runLayers(
      SequentialBlock sequence, ParameterStore parameters, NDList inputs, boolean training) {
    NDList current = inputs;
    for (Block layer : sequence.getChildren().values()) {
      NDList next = run(layer, parameters, current, training);
      for (NDArray used : current) {
        if (!holds(inputs, used) && !holds(next, used)) {
          used.close();
        }
      }
      current = next;
    }
    return current;
  }

  /**
   * Results belong to the manager of their first operand, so what a block makes is in the scope.
   */
  private static NDList runWhole(
      Block block, ParameterStore parameters, NDList inputs, boolean training) {
    NDManager manager = inputs.head().getManager();
    try (NDManager scope = manager.newSubManager()) {
      inputs.attach(scope);
      try {
        NDList outputs = block.forward(parameters, inputs, training);
        outputs.attach(manager);
        return outputs;
      } finally {
        inputs.attach(manager);
      }
    }
  }

  /** Whether a list holds this very array, not an equal one. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean holds(NDList arrays, NDArray array) {
    for (NDArray held : arrays) {
      if (held == array) {
        return true;
      }
    }
    return false;
  }
}
