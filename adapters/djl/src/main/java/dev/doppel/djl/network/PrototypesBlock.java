package dev.doppel.djl.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import dev.doppel.djl.tensor.DjlTensor;
import dev.doppel.djl.tensor.Scalars;
import java.util.Optional;

/** {@link dev.doppel.runtime.network.LayerSpecification.Prototypes} of DJL's arrays. */
public final class PrototypesBlock extends UnbiasedLinear {

  private static final double LEAST_NORM = 1e-12;

  PrototypesBlock(int units) {
    super(units);
  }

  /**
   * The prototypes of a head.
   *
   * @param head the head
   * @return the layer; empty if it has none
   */
  public static Optional<PrototypesBlock> in(Block head) {
    if (head instanceof PrototypesBlock prototypes) {
      return Optional.of(prototypes);
    }
    return head.getChildren().values().stream().flatMap(child -> in(child).stream()).findFirst();
  }

  /**
   * Brings each prototype to unit length, in place. Not between a forward and its backward pass,
   * which would compute with other weights.
   */
  public void normalizeRows() {
    try (NDManager scope = weight().getManager().newSubManager();
        NDArray value = weight().stopGradient()) {
      value.attach(scope);
      NDArray norm = value.norm(new int[] {1}, true);
      value.divi(norm.maximum(Scalars.create(scope, LEAST_NORM)));
    }
  }

  /**
   * The prototypes, outside of any gradient.
   *
   * @param manager whom the array shall belong to
   * @return an array over the same memory, of shape {@code [prototypes, width]}
   */
  public NDArray prototypes(NDManager manager) {
    NDArray value = weight().stopGradient();
    value.attach(manager);
    return value;
  }

  /** Training has normalised them in place; whoever evaluates must not change them. */
  @Override
  NDArray rows(NDArray weights, boolean training) {
    return training ? weights : DjlTensor.array(DjlTensor.of(weights).l2Normalize(1));
  }
}
