package dev.doppel.dl4j.layer;

import dev.doppel.dl4j.parameter.Logarithms;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Batch normalisation for a pass that is followed by a backward pass.
 *
 * <p>With {@code c = x - mean}, {@code r = 1 / sqrt(variance + epsilon)}, {@code n} elements a
 * channel and the output's gradient {@code g}, the gradient by the input is {@code gamma r (g -
 * sum(g) / n - c r^2 sum(g c) / n)}, that by gamma {@code r sum(g c)} and that by beta {@code
 * sum(g)}.
 */
final class PassNormalisation extends Normalisation {

  private static final long serialVersionUID = 1;

  private transient ChannelVector sum;
  private transient ChannelVector productSum;
  private transient ChannelVector factor;
  private transient INDArray reciprocal;
  private transient INDArray centred;

  PassNormalisation(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  @Override
  void prepare(Channels made) {
    super.prepare(made);
    sum = made.vector();
    productSum = made.vector();
    factor = made.vector();
    reciprocal = made.vector().flat();
  }

  @Override
  public INDArray preOutput(INDArray x, TrainingMode training, LayerWorkspaceMgr workspaceMgr) {
    // That of a pass whose backward pass never came.
    release();
    if (!isKnown(x)) {
      return super.preOutput(x, training, workspaceMgr);
    }
    if (training == TrainingMode.TEST) {
      return normaliseByRunning(x, workspaceMgr);
    }
    channels(x);
    centred = activations(x, workspaceMgr);
    INDArray output = activations(x, workspaceMgr);
    try (Scratch scratch = new Scratch()) {
      INDArray input = scratch.contiguous(x);
      measure(input, centred);
      normalise(input, mean().flat(), variance().flat(), output);
    }
    return output;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(
      INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
    if (centred == null) {
      return super.backpropGradient(epsilon, workspaceMgr);
    }
    Channels channels = channels(centred);
    DataType type = epsilon.dataType();
    INDArray result =
        workspaceMgr.createUninitialized(ArrayType.ACTIVATION_GRAD, type, epsilon.shape(), 'c');
    Gradient gradient = new DefaultGradient();
    try (Scratch scratch = new Scratch()) {
      INDArray output = scratch.contiguous(epsilon);
      INDArray product = scratch.array(type, epsilon.shape());
      output.muli(centred, product);
      channels.sum(output, sum);
      channels.sum(product, productSum);
      reciprocal.assign(variance().flat()).addi(layerConf().getEps());
      Transforms.sqrt(reciprocal, false).rdivi(1);
      productSum.flat().muli(reciprocal);
      if (!layerConf().isLockGammaBeta()) {
        gradient(gradient, BatchNormalizationParamInitializer.GAMMA).assign(productSum.flat());
        gradient(gradient, BatchNormalizationParamInitializer.BETA).assign(sum.flat());
      }
      factor.flat().assign(reciprocal);
      if (scale() != null) {
        factor.flat().muli(scale());
      }
      sum.flat().muli(factor.flat()).divi(-channels.elements());
      channels.affine(affinity(), output, factor, sum, result);
      productSum.flat().muli(factor.flat()).muli(reciprocal).divi(-channels.elements());
      channels.affine(affinity(), centred, productSum, channels.zeros(), product);
      result.addi(product);
    }
    writeStatistics(gradient);
    release();
    return new Pair<>(gradient, result);
  }

  private INDArray gradient(Gradient gradient, String key) {
    INDArray view = gradientViews.get(key);
    gradient.setGradientFor(key, view);
    return flat(view);
  }

  /** What DL4J calls the gradients of running statistics: the steps that they take. */
  private void writeStatistics(Gradient gradient) {
    double rest = 1 - layerConf().getDecay();
    parameter(BatchNormalizationParamInitializer.GLOBAL_MEAN)
        .subi(mean().flat(), gradient(gradient, BatchNormalizationParamInitializer.GLOBAL_MEAN))
        .muli(rest);
    if (layerConf().isUseLogStd()) {
      try (Scratch scratch = new Scratch()) {
        INDArray before =
            scratch.keep(
                Logarithms.variance(parameter(BatchNormalizationParamInitializer.GLOBAL_LOG_STD)));
        INDArray after = scratch.keep(before.mul(1 - rest));
        after.addi(variance().flat().muli(rest));
        gradient(gradient, BatchNormalizationParamInitializer.GLOBAL_LOG_STD)
            .assign(Logarithms.step(before, after));
      }
    } else {
      parameter(BatchNormalizationParamInitializer.GLOBAL_VAR)
          .subi(
              variance().flat(), gradient(gradient, BatchNormalizationParamInitializer.GLOBAL_VAR))
          .muli(rest);
    }
  }

  private void release() {
    Memory.free(centred);
    centred = null;
  }
}
