package dev.doppel.dl4j.layer;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs a {@link PrototypesLayer}. */
final class PrototypesDense extends DirectDense {

  private static final long serialVersionUID = 1;

  PrototypesDense(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType, true);
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
    INDArray output = super.activate(training, workspaceMgr);
    if (!training) {
      INDArray prototypes = getParam(DefaultParamInitializer.WEIGHT_KEY).transpose();
      try (RowNorms norms = new RowNorms(prototypes)) {
        norms.divideColumns(output);
      }
    }
    return output;
  }
}
