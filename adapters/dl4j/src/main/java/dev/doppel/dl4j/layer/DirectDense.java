package dev.doppel.dl4j.layer;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.feedforward.dense.DenseLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A linear layer of vectors with three matrix products a step; DL4J's runs its forward pass twice,
 * and copies results from one order of elements to the other.
 */
class DirectDense extends DenseLayer {

  private static final long serialVersionUID = 1;

  private final transient OutputActivation activation;

  // BLAS writes column by column. So these write the transposed results, whose order of elements is
  // the usual one then, and take the factors in the other order: nothing is copied.
  private final transient MatrixMultiplication forward;
  private final transient MatrixMultiplication backward =
      new MatrixMultiplication(false, true, 1, 0);
  private final transient MatrixMultiplication weightProduct =
      new MatrixMultiplication(true, false, 1, 0);
  private final transient MatrixMultiplication spread = new MatrixMultiplication(true, false, 1, 0);
  private final transient MatrixMultiplication sum = new MatrixMultiplication(false, false, 1, 0);
  private transient INDArray bias;
  private transient INDArray ones;

  DirectDense(NeuralNetConfiguration conf, DataType dataType, boolean differentiated) {
    super(conf, dataType);
    this.activation = new OutputActivation(layerConf().getActivationFn(), differentiated);
    this.forward = new MatrixMultiplication(true, true, 1, hasBias() ? 1 : 0);
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
    assertInputSet(false);
    activation.release();
    INDArray weights = getParam(DefaultParamInitializer.WEIGHT_KEY);
    if (input.rank() != 2 || input.size(1) != weights.size(0)) {
      // It says what is wrong.
      return super.activate(training, workspaceMgr);
    }
    INDArray output =
        workspaceMgr.createUninitialized(
            ArrayType.ACTIVATIONS, dataType, new long[] {input.size(0), weights.size(1)}, 'c');
    if (hasBias()) {
      // Products with ones spread and sum the bias; ND4J's own ways leave more small arrays behind.
      if (bias == null) {
        bias = row(getParam(DefaultParamInitializer.BIAS_KEY));
      }
      spread.run(bias, ones(input.size(0)), output.transpose());
    }
    forward.run(weights, input, output.transpose());
    return activation.apply(output, training, workspaceMgr);
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(
      INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
    assertInputSet(true);
    Gradient gradient = new DefaultGradient();
    INDArray delta = activation.backward(epsilon);
    INDArray weights = getParam(DefaultParamInitializer.WEIGHT_KEY);
    INDArray result =
        workspaceMgr.createUninitialized(
            ArrayType.ACTIVATION_GRAD, dataType, new long[] {input.size(0), weights.size(0)}, 'c');
    backward.run(weights, delta, result.transpose());
    INDArray weightGradient = gradientViews.get(DefaultParamInitializer.WEIGHT_KEY);
    weightProduct.run(input, delta, weightGradient);
    gradient.setGradientFor(DefaultParamInitializer.WEIGHT_KEY, weightGradient);
    if (hasBias()) {
      INDArray biasGradient = gradientViews.get(DefaultParamInitializer.BIAS_KEY);
      sum.run(ones(delta.size(0)), delta, row(biasGradient));
      gradient.setGradientFor(DefaultParamInitializer.BIAS_KEY, biasGradient);
    }
    activation.release();
    return new Pair<>(gradient, result);
  }

  private static INDArray row(INDArray vector) {
    return vector.reshape('c', 1, vector.length());
  }

  /** A row of ones. */
  private INDArray ones(long length) {
    if (ones == null || ones.size(1) != length) {
      ones = Memory.lasting(dataType, 1, 1, length);
    }
    return ones;
  }
}
