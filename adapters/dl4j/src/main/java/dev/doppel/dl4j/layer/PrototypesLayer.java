package dev.doppel.dl4j.layer;

import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * A linear layer without bias that scores its input against prototypes of unit length (SwAV, arXiv
 * 2006.09882). In training, whoever runs the network brings the prototypes to unit length before a
 * step's forward passes, and gradients are those by the unit prototypes; in evaluation the layer
 * divides by their lengths itself.
 */
public final class PrototypesLayer extends UnitWeightsLayer {

  private static final long serialVersionUID = 1;

  /** For DL4J, which reads configurations back from JSON. */
  public PrototypesLayer() {}

  /**
   * Creates a layer.
   *
   * @param inputs the columns of its input, at least 1
   * @param prototypes the number of prototypes, at least 1
   * @param regularization of the prototypes
   */
  public PrototypesLayer(int inputs, int prototypes, List<Regularization> regularization) {
    super(inputs, prototypes, regularization);
  }

  @Override
  DirectDense layer(NeuralNetConfiguration conf, DataType type) {
    return new PrototypesDense(conf, type);
  }
}
