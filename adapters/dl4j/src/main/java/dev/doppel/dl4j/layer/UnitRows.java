package dev.doppel.dl4j.layer;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs a {@link UnitRowsLayer}. */
final class UnitRows extends AbstractLayer<UnitRowsLayer> {

  private static final long serialVersionUID = 1;

  UnitRows(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
    assertInputSet(false);
    INDArray output = workspaceMgr.dup(ArrayType.ACTIVATIONS, input, 'c');
    try (RowNorms norms = new RowNorms(output)) {
      norms.divideRows(output);
    }
    return output;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(
      INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
    assertInputSet(true);
    INDArray result = workspaceMgr.dup(ArrayType.ACTIVATION_GRAD, epsilon, 'c');
    try (RowNorms norms = new RowNorms(input)) {
      norms.divisionGradient(input, result);
    }
    return new Pair<>(new DefaultGradient(), result);
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }

  @Override
  public void clearNoiseWeightParams() {
    // There are no weights.
  }
}
