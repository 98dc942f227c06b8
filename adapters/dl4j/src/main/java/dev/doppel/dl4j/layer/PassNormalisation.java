package dev.doppel.dl4j.layer;

import dev.doppel.dl4j.parameter.Logarithms;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

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
  private transient ChannelVector reciprocal;
  private transient INDArray shares;
  private transient INDArray rest;
  private transient NativeOperation deviation;
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
    reciprocal = made.vector();
    shares = made.constant(-1.0 / made.elements()).flat();
    rest = made.constant(1 - layerConf().getDecay()).flat();
    deviation = Channels.normalisation(false, false, layerConf().getEps(), 1);
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
      normaliseByBatch(input, centred, output);
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
    Elementwise elementwise = channels.elementwise();
    DataType type = epsilon.dataType();
    INDArray result =
        workspaceMgr.createUninitialized(ArrayType.ACTIVATION_GRAD, type, epsilon.shape(), 'c');
    Gradient gradient = new DefaultGradient();
    try (Scratch scratch = new Scratch()) {
      INDArray output = scratch.contiguous(epsilon);
      INDArray product = scratch.array(type, epsilon.shape());
      elementwise.multiply(output, centred, product);
      channels.sum(output, sum);
      channels.sum(product, productSum);
      measureDeviation(channels);
      elementwise.multiply(productSum.flat(), reciprocal.flat(), productSum.flat());
      if (!layerConf().isLockGammaBeta()) {
        gradient(gradient, BatchNormalizationParamInitializer.GAMMA).assign(productSum.flat());
        gradient(gradient, BatchNormalizationParamInitializer.BETA).assign(sum.flat());
      }
      multiply(sum, factor.flat(), shares);
      channels.affine(output, factor, sum, result);
      multiply(productSum, factor.flat(), reciprocal.flat(), shares);
      channels.affine(centred, productSum, channels.zeros(), product);
      elementwise.add(result, product, result);
    }
    writeStatistics(gradient, elementwise);
    release();
    return new Pair<>(gradient, result);
  }

  /** Writes {@code 1 / sqrt(variance + epsilon)}, and the same times gamma. */
  private void measureDeviation(Channels channels) {
    // One, normalised by a mean of zero and the variance, is just that.
    deviation.run(
        List.of(channels.ones().row(), channels.zeros().flat(), variance().flat()),
        List.of(reciprocal.row()));
    if (scale() == null) {
      factor.flat().assign(reciprocal.flat());
    } else {
      channels.elementwise().multiply(reciprocal.flat(), scale(), factor.flat());
    }
  }

  private void multiply(ChannelVector vector, INDArray... factors) {
    for (INDArray array : factors) {
      channels(centred).elementwise().multiply(vector.flat(), array, vector.flat());
    }
  }

  private INDArray gradient(Gradient gradient, String key) {
    INDArray view = gradientViews.get(key);
    gradient.setGradientFor(key, view);
    return flat(view);
  }

  /** What DL4J calls the gradients of running statistics: the steps that they take. */
  private void writeStatistics(Gradient gradient, Elementwise elementwise) {
    INDArray step = gradient(gradient, BatchNormalizationParamInitializer.GLOBAL_MEAN);
    INDArray runningMean = parameter(BatchNormalizationParamInitializer.GLOBAL_MEAN);
    elementwise.add(runningMean, negativeMean().flat(), step);
    elementwise.multiply(step, rest, step);
    if (layerConf().isUseLogStd()) {
      try (Scratch scratch = new Scratch()) {
        INDArray before =
            scratch.keep(
                Logarithms.variance(parameter(BatchNormalizationParamInitializer.GLOBAL_LOG_STD)));
        INDArray after = scratch.keep(before.mul(layerConf().getDecay()));
        elementwise.multiply(variance().flat(), rest, variance().flat());
        elementwise.add(after, variance().flat(), after);
        gradient(gradient, BatchNormalizationParamInitializer.GLOBAL_LOG_STD)
            .assign(Logarithms.step(before, after));
      }
      return;
    }
    INDArray varianceStep = gradient(gradient, BatchNormalizationParamInitializer.GLOBAL_VAR);
    INDArray runningVariance = parameter(BatchNormalizationParamInitializer.GLOBAL_VAR);
    runningVariance.subi(variance().flat(), varianceStep);
    elementwise.multiply(varianceStep, rest, varianceStep);
  }

  private void release() {
    Memory.free(centred);
    centred = null;
  }
}
