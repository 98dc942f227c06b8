package dev.doppel.dl4j.layer;

import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * A linear layer without bias with weight normalisation (arXiv 1602.07868) and gains that stay 1:
 * each unit's output is {@code x v / |v|}. Gradients flow through the division.
 */
public final class WeightNormLayer extends UnitWeightsLayer {

  private static final long serialVersionUID = 1;

  /** For DL4J, which reads configurations back from JSON. */
  public WeightNormLayer() {}

  /**
   * Creates a layer.
   *
   * @param inputs the columns of its input, at least 1
   * @param units the columns of its output, at least 1
   * @param regularization of its weights
   */
  public WeightNormLayer(int inputs, int units, List<Regularization> regularization) {
    super(inputs, units, regularization);
  }

  @Override
  DirectDense layer(NeuralNetConfiguration conf, DataType type) {
    return new WeightNormDense(conf, type);
  }
}
