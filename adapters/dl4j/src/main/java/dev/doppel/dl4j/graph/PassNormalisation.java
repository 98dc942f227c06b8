package dev.doppel.dl4j.graph;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * DL4J's batch normalisation for a pass that is followed by a backward pass. DL4J copies two arrays
 * of the input's size out of its workspaces at each forward pass, and leaves them to the garbage
 * collector, which sees small Java objects only: memory outside of the heap climbs by gigabytes.
 * This one frees them once they were used.
 */
class PassNormalisation extends BatchNormalization {

  private static final long serialVersionUID = 1;

  PassNormalisation(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(
      INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
    INDArray normalised = xHat;
    INDArray centred = xMu;
    Pair<Gradient, INDArray> result = super.backpropGradient(epsilon, workspaceMgr);
    release(normalised, result.getSecond());
    release(centred, result.getSecond());
    return result;
  }

  @Override
  public INDArray preOutput(INDArray x, TrainingMode training, LayerWorkspaceMgr workspaceMgr) {
    // A pass whose backward pass never came.
    release(xHat, null);
    release(xMu, null);
    return super.preOutput(x, training, workspaceMgr);
  }

  private static void release(INDArray array, INDArray stillUsed) {
    boolean free =
        array != null
            && array.closeable()
            && (stillUsed == null || array.data() != stillUsed.data());
    if (free) {
      array.close();
    }
  }
}
