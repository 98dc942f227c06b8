package dev.doppel.djl.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.doppel.runtime.network.StochasticDepth;
import dev.doppel.runtime.network.VisionTransformer;

/** The factors of {@link StochasticDepth} for one forward pass; none outside training. */
final class BranchFactors implements AutoCloseable {

  private final NDList factors;

  private BranchFactors(NDList factors) {
    this.factors = factors;
  }

  static BranchFactors none() {
    return new BranchFactors(new NDList());
  }

  static BranchFactors draw(
      VisionTransformer network, StochasticDepth chance, long pass, long batch, NDManager manager) {
    int branches = network.depth() * StochasticDepth.BRANCHES;
    Shape shape = new Shape(branches, batch, 1, 1);
    float[] values = chance.factors(pass, Math.toIntExact(batch));
    try (NDArray all = HostArrays.copy(manager, values, shape)) {
      return new BranchFactors(all.split(branches, 0));
    }
  }

  /** Multiplies each sample's branch by its factor, in place. */
  void apply(int block, int branch, NDArray output) {
    if (factors.isEmpty()) {
      return;
    }
    try (NDArray factor =
        factors.get(block * StochasticDepth.BRANCHES + branch).reshape(output.size(0), 1, 1)) {
      output.muli(factor);
    }
  }

  @Override
  public void close() {
    factors.close();
  }
}
