package dev.doppel.dl4j.layer;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.feedforward.dense.DenseLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A linear layer of vectors with three matrix products a step; DL4J's runs its forward pass twice,
 * and copies results from one order of elements to the other.
 */
final class DirectDense extends DenseLayer {

  private static final long serialVersionUID = 1;

  private final boolean differentiated;
  private transient INDArray linear;
  private transient INDArray bias;
  private transient INDArray ones;

  DirectDense(NeuralNetConfiguration conf, DataType dataType, boolean differentiated) {
    super(conf, dataType);
    this.differentiated = differentiated;
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
    assertInputSet(false);
    release();
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
      Nd4j.gemm(bias, ones(input.size(0)), output.transpose(), true, false, 1, 0);
    }
    product(output, input, weights, false, hasBias() ? 1 : 0);
    if (layerConf().getActivationFn() instanceof ActivationIdentity) {
      return output;
    }
    if (differentiated && training) {
      linear = output;
      output = workspaceMgr.dup(ArrayType.ACTIVATIONS, output);
    }
    return layerConf().getActivationFn().getActivation(output, training);
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(
      INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
    assertInputSet(true);
    Gradient gradient = new DefaultGradient();
    INDArray delta =
        linear == null
            ? epsilon
            : layerConf().getActivationFn().backprop(linear, epsilon).getFirst();
    INDArray weights = getParam(DefaultParamInitializer.WEIGHT_KEY);
    INDArray result =
        workspaceMgr.createUninitialized(
            ArrayType.ACTIVATION_GRAD, dataType, new long[] {input.size(0), weights.size(0)}, 'c');
    product(result, delta, weights, true, 0);
    INDArray weightGradient = gradientViews.get(DefaultParamInitializer.WEIGHT_KEY);
    Nd4j.gemm(input, delta, weightGradient, true, false, 1, 0);
    gradient.setGradientFor(DefaultParamInitializer.WEIGHT_KEY, weightGradient);
    if (hasBias()) {
      INDArray biasGradient = gradientViews.get(DefaultParamInitializer.BIAS_KEY);
      Nd4j.gemm(ones(delta.size(0)), delta, row(biasGradient), false, false, 1, 0);
      gradient.setGradientFor(DefaultParamInitializer.BIAS_KEY, biasGradient);
    }
    release();
    return new Pair<>(gradient, result);
  }

  /**
   * A product in C order. BLAS writes column by column, so that it is the transposed product, of
   * the factors in the other order, which needs no copy.
   *
   * @param keep the factor of what is in the result already
   */
  private static void product(
      INDArray result, INDArray left, INDArray right, boolean transposeRight, double keep) {
    Nd4j.gemm(right, left, result.transpose(), !transposeRight, true, 1, keep);
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

  private void release() {
    Memory.free(linear);
    linear = null;
  }
}
