package dev.doppel.dl4j.layer;

import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The activation function that ends a layer, and what its backward pass needs. */
final class OutputActivation {

  private final IActivation function;
  private final boolean differentiated;
  private INDArray linear;

  OutputActivation(IActivation function, boolean differentiated) {
    this.function = function;
    this.differentiated = differentiated;
  }

  /** Applies it to a layer's linear output, in whose memory the result may lie. */
  INDArray apply(INDArray output, boolean training, LayerWorkspaceMgr workspaces) {
    if (function instanceof ActivationIdentity) {
      return output;
    }
    if (!differentiated || !training) {
      return function.getActivation(output, training);
    }
    linear = output;
    return function.getActivation(workspaces.dup(ArrayType.ACTIVATIONS, output), training);
  }

  /** The gradient by the linear output, of that by the layer's output. */
  INDArray backward(INDArray epsilon) {
    return linear == null ? epsilon : function.backprop(linear, epsilon).getFirst();
  }

  void release() {
    Memory.free(linear);
    linear = null;
  }
}
