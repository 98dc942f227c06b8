package dev.doppel.dl4j.layer;

import dev.doppel.dl4j.parameter.Logarithms;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Batch normalisation for a pass without a backward pass, which keeps nothing. In training it moves
 * the running statistics at once: DL4J moves them with the gradients, of which there are none.
 */
final class MovingNormalisation extends Normalisation {

  private static final long serialVersionUID = 1;

  private transient INDArray runningMean;
  private transient INDArray runningSpread;

  MovingNormalisation(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  @Override
  void prepare(Channels made) {
    super.prepare(made);
    runningMean = parameter(BatchNormalizationParamInitializer.GLOBAL_MEAN);
    runningSpread =
        parameter(
            layerConf().isUseLogStd()
                ? BatchNormalizationParamInitializer.GLOBAL_LOG_STD
                : BatchNormalizationParamInitializer.GLOBAL_VAR);
  }

  @Override
  public INDArray preOutput(INDArray x, TrainingMode training, LayerWorkspaceMgr workspaceMgr) {
    if (!isKnown(x)) {
      return super.preOutput(x, training, workspaceMgr);
    }
    if (training == TrainingMode.TEST) {
      return normaliseByRunning(x, workspaceMgr);
    }
    channels(x);
    INDArray output = activations(x, workspaceMgr);
    try (Scratch scratch = new Scratch()) {
      INDArray input = scratch.contiguous(x);
      // What is centred is needed for the variance only, and the output's memory is free still.
      measure(input, output);
      normalise(input, mean().flat(), variance().flat(), output);
    }
    move();
    return output;
  }

  private void move() {
    blend(runningMean, mean().flat());
    if (layerConf().isUseLogStd()) {
      try (Scratch scratch = new Scratch()) {
        INDArray running = scratch.keep(Logarithms.variance(runningSpread));
        blend(running, variance().flat());
        Logarithms.assignVariance(runningSpread, running);
      }
    } else {
      blend(runningSpread, variance().flat());
    }
  }

  /** Moves a running statistic; the batch's is used up. */
  private void blend(INDArray running, INDArray batch) {
    double decay = layerConf().getDecay();
    running.muli(decay).addi(batch.muli(1 - decay));
  }
}
