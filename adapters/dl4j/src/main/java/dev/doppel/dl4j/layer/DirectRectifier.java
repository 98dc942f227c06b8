package dev.doppel.dl4j.layer;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.ActivationLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.BaseScalarOp;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinear;
import org.nd4j.linalg.api.ops.impl.scalar.Step;
import org.nd4j.linalg.factory.Nd4j;

/** Rectified linear units, without the copies of the input that DL4J makes both ways. */
final class DirectRectifier extends ActivationLayer {

  private static final long serialVersionUID = 1;

  private final transient Elementwise elementwise = new Elementwise();
  private transient RectifiedLinear rectified;
  private transient Step step;

  DirectRectifier(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr mgr) {
    assertInputSet(false);
    INDArray output =
        mgr.createUninitialized(
            ArrayType.ACTIVATIONS, input.dataType(), input.shape(), input.ordering());
    if (rectified == null) {
      rectified = new RectifiedLinear(input, output, 0);
    }
    run(rectified, input, output);
    return output;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(
      INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
    assertInputSet(true);
    INDArray result =
        workspaceMgr.createUninitialized(
            ArrayType.ACTIVATION_GRAD, epsilon.dataType(), input.shape(), input.ordering());
    if (step == null) {
      step = new Step(input, result, 0);
    }
    run(step, input, result);
    elementwise.multiply(result, epsilon, result);
    return new Pair<>(new DefaultGradient(), result);
  }

  /** One operation for all batches: each has a small array of its own. */
  private static void run(BaseScalarOp operation, INDArray input, INDArray result) {
    operation.setX(input);
    operation.setZ(result);
    Nd4j.getExecutioner().exec(operation);
    operation.setX(null);
    operation.setZ(null);
  }
}
