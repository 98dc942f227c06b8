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
  private transient INDArray decay;
  private transient INDArray rest;
  private transient INDArray negativeRest;
  private transient Elementwise elementwise;

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
    decay = made.constant(layerConf().getDecay()).flat();
    rest = made.constant(1 - layerConf().getDecay()).flat();
    negativeRest = made.constant(layerConf().getDecay() - 1).flat();
    elementwise = made.elementwise();
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
      // What is centred is not needed any more.
      normaliseByBatch(input, output, output);
    }
    move();
    return output;
  }

  private void move() {
    blend(runningMean, negativeMean().flat(), negativeRest);
    if (layerConf().isUseLogStd()) {
      try (Scratch scratch = new Scratch()) {
        INDArray running = scratch.keep(Logarithms.variance(runningSpread));
        blend(running, variance().flat(), rest);
        Logarithms.assignVariance(runningSpread, running);
      }
    } else {
      blend(runningSpread, variance().flat(), rest);
    }
  }

  /** Moves a running statistic; the batch's is used up. */
  private void blend(INDArray running, INDArray batch, INDArray share) {
    elementwise.multiply(running, decay, running);
    elementwise.multiply(batch, share, batch);
    elementwise.add(running, batch, running);
  }
}
