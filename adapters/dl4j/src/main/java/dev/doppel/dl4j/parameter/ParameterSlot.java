package dev.doppel.dl4j.parameter;

import dev.doppel.spi.target.NetworkPart;
import dev.doppel.spi.target.ParameterRole;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * One parameter and where it lies in its network's parameter vector.
 *
 * @param vertex the vertex it belongs to
 * @param key its name there
 * @param part the part of the network
 * @param role what it is in its layer
 * @param decay how much of a running statistic stays at each update; 0 for other parameters
 * @param shape its shape
 * @param order the order of its elements in the vector, {@code 'c'} or {@code 'f'}
 * @param from its first index
 * @param to the index after its last
 */
public record ParameterSlot(
    String vertex,
    String key,
    NetworkPart part,
    ParameterRole role,
    double decay,
    long[] shape,
    char order,
    long from,
    long to) {

  /**
   * The parameter's name in messages and for guards.
   *
   * @return such as {@code backbone.conv1.W} or {@code projector-0.W}
   */
  public String name() {
    return layer() + "." + key;
  }

  /**
   * The name of the layer that it belongs to.
   *
   * @return such as {@code backbone.conv1} or {@code projector-0}
   */
  public String layer() {
    return (part == NetworkPart.BACKBONE ? PartNames.word(part) + "." : "") + vertex;
  }

  /** Whether it is the same parameter of another network. */
  boolean matches(ParameterSlot other) {
    return vertex.equals(other.vertex) && key.equals(other.key);
  }

  /**
   * Whether it is the decimal logarithm of a running standard deviation.
   *
   * @return whether; DL4J keeps variances so by default
   */
  public boolean isLogDeviation() {
    return role == ParameterRole.RUNNING_STATISTIC
        && key.equals(BatchNormalizationParamInitializer.GLOBAL_LOG_STD);
  }

  /**
   * The parameter's part of a vector.
   *
   * @param vector a network's parameters or gradients
   * @return a view of it, of one axis
   */
  public INDArray in(INDArray vector) {
    return vector.get(NDArrayIndex.interval(from, to));
  }

  /**
   * The parameter in its shape.
   *
   * @param vector a network's parameters or gradients
   * @return a view of it
   */
  public INDArray shapedIn(INDArray vector) {
    return in(vector).reshape(order, shape);
  }
}
