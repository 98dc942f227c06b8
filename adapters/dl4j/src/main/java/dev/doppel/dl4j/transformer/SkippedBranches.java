package dev.doppel.dl4j.transformer;

import dev.doppel.dl4j.layer.Scratch;
import dev.doppel.runtime.network.StochasticDepth;
import dev.doppel.runtime.network.VisionTransformer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The samples that skip the branches of one block in training. */
final class SkippedBranches {

  /** More passes than an iteration has. */
  private static final long PASSES = 1L << 20;

  private final StochasticDepth depth;
  private final int block;

  SkippedBranches(TransformerBlock block) {
    // Patches and images have no part in it.
    VisionTransformer network =
        new VisionTransformer(
            block.width(), block.depth(), block.heads(), 1, 1, 1, false, block.dropPath());
    this.depth = new StochasticDepth(network, block.seed());
    this.block = block.block();
  }

  /**
   * What each branch is multiplied by.
   *
   * @param attention {@code [1, batch * tokens]}
   * @param perceptron the same
   */
  record Factors(INDArray attention, INDArray perceptron) {}

  /** Whether any sample ever skips a branch. */
  boolean isActive() {
    return depth.isActive();
  }

  /** Draws the factors of a forward pass, and writes them. */
  void draw(long iteration, long pass, int batch, Factors result) {
    float[] all = depth.factors(iteration * PASSES + pass, batch);
    int first = block * StochasticDepth.BRANCHES * batch;
    write(all, first, batch, result.attention());
    write(all, first + batch, batch, result.perceptron());
  }

  private static void write(float[] factors, int from, int batch, INDArray result) {
    float[] row = new float[Math.toIntExact(result.length())];
    int tokens = row.length / batch;
    for (int i = 0; i < row.length; i++) {
      row[i] = factors[from + i / tokens];
    }
    try (Scratch scratch = new Scratch()) {
      result.assign(scratch.keep(Nd4j.create(row, new long[] {1, row.length}, 'c')));
    }
  }
}
