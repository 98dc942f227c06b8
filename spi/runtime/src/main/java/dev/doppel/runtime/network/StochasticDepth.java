package dev.doppel.runtime.network;

import java.util.SplittableRandom;

/**
 * Which samples skip which branches of a {@link VisionTransformer} (stochastic depth, arXiv
 * 1603.09382): a function of the seed and of the count of forward passes alone, whatever the
 * platform. Each branch decides for each sample by itself; those that stay are scaled, so that the
 * mean over all chances is the branch itself.
 *
 * @param network the network
 * @param seed the seed
 */
public record StochasticDepth(VisionTransformer network, long seed) {

  /** The branches of a block: attention, then perceptron. */
  public static final int BRANCHES = 2;

  /**
   * Whether any sample ever skips a branch.
   *
   * @return whether the network's chance is above 0
   */
  public boolean isActive() {
    return network.dropPath() > 0;
  }

  /**
   * What the branches are multiplied by in one forward pass.
   *
   * @param pass the count of forward passes before it
   * @param batch the samples
   * @return {@code [depth, 2, batch]} row by row: 0 where a sample skips a branch, {@code 1 / (1 -
   *     p)} otherwise, where {@code p} is the block's chance
   */
  public float[] factors(long pass, int batch) {
    SplittableRandom random = ofPass(pass);
    float[] factors = new float[network.depth() * BRANCHES * batch];
    for (int i = 0; i < factors.length; i++) {
      double skip = network.dropPath(i / (BRANCHES * batch));
      factors[i] = random.nextDouble() < skip ? 0 : (float) (1 / (1 - skip));
    }
    return factors;
  }

  /** Mixed twice, so that neither seeds nor passes in a row have anything in common. */
  private SplittableRandom ofPass(long pass) {
    long run = new SplittableRandom(seed).nextLong();
    return new SplittableRandom(new SplittableRandom(run ^ pass).nextLong());
  }
}
