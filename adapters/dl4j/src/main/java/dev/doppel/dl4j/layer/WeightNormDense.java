package dev.doppel.dl4j.layer;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Runs a {@link WeightNormLayer}. With the norm's division after the product, no normalised copy of
 * the weights is made, which in DINO are the largest matrix of the network.
 */
final class WeightNormDense extends DirectDense {

  private static final long serialVersionUID = 1;

  WeightNormDense(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType, true);
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
    INDArray output = super.activate(training, workspaceMgr);
    try (RowNorms norms = new RowNorms(directions())) {
      norms.divideColumns(output);
    }
    return output;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(
      INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
    try (RowNorms norms = new RowNorms(directions());
        Scratch scratch = new Scratch()) {
      INDArray scaled = scratch.keep(epsilon.dup('c'));
      norms.divideColumns(scaled);
      Pair<Gradient, INDArray> result = super.backpropGradient(scaled, workspaceMgr);
      INDArray gradient = gradientViews.get(DefaultParamInitializer.WEIGHT_KEY).transpose();
      norms.removeRadial(directions(), gradient);
      return result;
    }
  }

  /** One row a unit. */
  private INDArray directions() {
    return getParam(DefaultParamInitializer.WEIGHT_KEY).transpose();
  }
}
