package dev.doppel.dl4j.layer;

import dev.doppel.dl4j.parameter.Logarithms;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What the kinds of batch normalisation have in common. */
abstract class Normalisation extends BatchNormalization {

  private static final long serialVersionUID = 1;

  private transient Channels channels;
  private transient ChannelVector negativeMean;
  private transient ChannelVector variance;
  private transient INDArray scale;
  private transient INDArray shift;
  private transient NativeOperation normalisation;

  Normalisation(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  /** Series, of rank 3, are left to DL4J. */
  static boolean isKnown(INDArray array) {
    return array.rank() == 2 || array.rank() == 4;
  }

  /** Makes ready for arrays of a shape. */
  final Channels channels(INDArray array) {
    Channels found = Channels.of(array, layerConf().getCnn2DFormat() == CNN2DFormat.NHWC, channels);
    if (found != channels) {
      channels = found;
      prepare(found);
    }
    return found;
  }

  /** Makes what a layer keeps from batch to batch. */
  void prepare(Channels made) {
    negativeMean = made.vector();
    variance = made.vector();
    scale = scaling(BatchNormalizationParamInitializer.GAMMA, fixedScale(), 1, made);
    double fixedShift = fixesBoth() ? layerConf().getBeta() : 0;
    shift = scaling(BatchNormalizationParamInitializer.BETA, fixedShift, 0, made);
    normalisation = made.normalisation(scale != null, shift != null, layerConf().getEps());
  }

  /** A parameter as {@code [channels]}, over its own memory. */
  final INDArray parameter(String key) {
    return flat(getParam(key));
  }

  static INDArray flat(INDArray array) {
    return array.rank() == 1 ? array : array.reshape(array.length());
  }

  private INDArray scaling(String key, double fixed, double neutral, Channels made) {
    if (!layerConf().isLockGammaBeta()) {
      return parameter(key);
    }
    if (fixed == neutral) {
      return null;
    }
    INDArray array = made.vector().flat();
    array.assign(fixed);
    return array;
  }

  private double fixedScale() {
    return fixesBoth() ? layerConf().getGamma() : 1;
  }

  /** DL4J looks at fixed factors and summands only where neither is the usual one. */
  private boolean fixesBoth() {
    return layerConf().getGamma() != 1 && layerConf().getBeta() != 0;
  }

  /** The last batch's mean with the other sign. */
  final ChannelVector negativeMean() {
    return negativeMean;
  }

  final ChannelVector variance() {
    return variance;
  }

  /** The factors, or null for 1. */
  final INDArray scale() {
    return scale;
  }

  /** A new array of activations. */
  static INDArray activations(INDArray input, LayerWorkspaceMgr workspaces) {
    return workspaces.createUninitialized(
        ArrayType.ACTIVATIONS, input.dataType(), input.shape(), 'c');
  }

  /** Normalises a contiguous batch by a mean and a biased variance, {@code [channels]} each. */
  final void normalise(INDArray input, INDArray byMean, INDArray byVariance, INDArray output) {
    List<INDArray> inputs = new ArrayList<>(List.of(input, byMean, byVariance));
    if (scale != null) {
      inputs.add(scale);
    }
    if (shift != null) {
      inputs.add(shift);
    }
    normalisation.run(inputs, List.of(output));
  }

  final INDArray normaliseByRunning(INDArray input, LayerWorkspaceMgr workspaces) {
    channels(input);
    INDArray output = activations(input, workspaces);
    try (Scratch scratch = new Scratch()) {
      INDArray running =
          layerConf().isUseLogStd()
              ? scratch.keep(
                  Logarithms.variance(parameter(BatchNormalizationParamInitializer.GLOBAL_LOG_STD)))
              : parameter(BatchNormalizationParamInitializer.GLOBAL_VAR);
      normalise(
          scratch.contiguous(input),
          parameter(BatchNormalizationParamInitializer.GLOBAL_MEAN),
          running,
          output);
    }
    return output;
  }

  /**
   * Measures a contiguous batch's mean and biased variance, and normalises it by them.
   *
   * @param centred where the batch less its mean goes; may be the output
   */
  final void normaliseByBatch(INDArray input, INDArray centred, INDArray output) {
    channels.negativeMean(input, negativeMean);
    channels.affine(input, channels.ones(), negativeMean, centred);
    try (Scratch scratch = new Scratch()) {
      INDArray squares = scratch.array(input.dataType(), input.shape());
      channels.elementwise().multiply(centred, centred, squares);
      channels.mean(squares, variance);
    }
    normalise(centred, channels.zeros().flat(), variance.flat(), output);
  }
}
