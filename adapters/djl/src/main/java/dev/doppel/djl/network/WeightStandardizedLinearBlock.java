package dev.doppel.djl.network;

import ai.djl.ndarray.NDArray;

/**
 * A {@link dev.doppel.runtime.network.LayerSpecification.WeightStandardizedLinear} of DJL's arrays.
 */
final class WeightStandardizedLinearBlock extends UnbiasedLinear {

  WeightStandardizedLinearBlock(int units) {
    super(units);
  }

  @Override
  NDArray rows(NDArray weights, boolean training) {
    return StandardizedRows.of(weights);
  }
}
