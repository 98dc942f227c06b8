package dev.doppel.djl.network;

import ai.djl.ndarray.NDArray;
import dev.doppel.djl.tensor.DjlTensor;

/** A {@link dev.doppel.runtime.network.LayerSpecification.WeightNormLinear} of DJL's arrays. */
final class WeightNormLinearBlock extends UnbiasedLinear {

  WeightNormLinearBlock(int units) {
    super(units);
  }

  @Override
  NDArray rows(NDArray weights, boolean training) {
    return DjlTensor.array(DjlTensor.of(weights).l2Normalize(1));
  }
}
