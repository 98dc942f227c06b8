package dev.doppel.dl4j.graph;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.BatchNorm;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Batch normalisation for a pass without a backward pass. It normalises in one operation and keeps
 * nothing. In training it moves the running statistics at once: DL4J moves them with the gradients,
 * of which there are none.
 */
final class MovingNormalisation extends BatchNormalization {

  private static final long serialVersionUID = 1;

  MovingNormalisation(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  @Override
  public INDArray preOutput(INDArray x, TrainingMode training, LayerWorkspaceMgr workspaceMgr) {
    if (x.rank() != 2 && x.rank() != 4) {
      return super.preOutput(x, training, workspaceMgr);
    }
    int channels = x.rank() == 4 && layerConf().getCnn2DFormat() == CNN2DFormat.NHWC ? 3 : 1;
    if (training == TrainingMode.TEST) {
      INDArray mean = getParam(BatchNormalizationParamInitializer.GLOBAL_MEAN);
      return normalise(x, mean, runningVariance(), channels, workspaceMgr);
    }
    int[] others = others(x.rank(), channels);
    INDArray mean = x.mean(others);
    INDArray variance = x.var(false, others);
    INDArray output = normalise(x, mean, variance, channels, workspaceMgr);
    move(mean, variance);
    return output;
  }

  private INDArray normalise(
      INDArray x, INDArray mean, INDArray variance, int channels, LayerWorkspaceMgr workspaceMgr) {
    INDArray output =
        workspaceMgr.createUninitialized(ArrayType.ACTIVATIONS, x.dataType(), x.shape(), 'c');
    BatchNorm normalise =
        new BatchNorm(
            x,
            mean.reshape(mean.length()),
            variance.reshape(variance.length()),
            scale("gamma"),
            scale("beta"),
            layerConf().getEps(),
            channels);
    normalise.addOutputArgument(output);
    Nd4j.exec(normalise);
    return output;
  }

  private INDArray runningVariance() {
    return layerConf().isUseLogStd()
        ? Logarithms.variance(getParam(BatchNormalizationParamInitializer.GLOBAL_LOG_STD))
        : getParam(BatchNormalizationParamInitializer.GLOBAL_VAR);
  }

  private INDArray scale(String key) {
    if (layerConf().isLockGammaBeta()) {
      // What the configuration fixes; 1 and 0 need no operation.
      double fixed = key.equals("gamma") ? layerConf().getGamma() : layerConf().getBeta();
      double neutral = key.equals("gamma") ? 1 : 0;
      return fixed == neutral
          ? null
          : Nd4j.valueArrayOf(new long[] {layerConf().getNOut()}, fixed, dataType);
    }
    INDArray array = getParam(key);
    return array.reshape(array.length());
  }

  private void move(INDArray mean, INDArray variance) {
    double decay = layerConf().getDecay();
    blend(getParam(BatchNormalizationParamInitializer.GLOBAL_MEAN), mean, decay);
    if (layerConf().isUseLogStd()) {
      INDArray logarithms = getParam(BatchNormalizationParamInitializer.GLOBAL_LOG_STD);
      try (INDArray running = Logarithms.variance(logarithms)) {
        blend(running, variance, decay);
        Logarithms.assignVariance(logarithms, running);
      }
    } else {
      blend(getParam(BatchNormalizationParamInitializer.GLOBAL_VAR), variance, decay);
    }
  }

  private static void blend(INDArray running, INDArray batch, double decay) {
    running.muli(decay).addi(batch.mul(1 - decay).reshape(running.shape()));
  }

  private static int[] others(int rank, int channels) {
    if (rank == 2) {
      return new int[] {0};
    }
    return channels == 1 ? new int[] {0, 2, 3} : new int[] {0, 1, 2};
  }
}
