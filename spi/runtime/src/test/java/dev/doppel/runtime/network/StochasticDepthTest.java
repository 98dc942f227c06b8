package dev.doppel.runtime.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class StochasticDepthTest {

  private static final int BATCH = 1_000;
  private static final long SEED = 11;

  private static final StochasticDepth DEPTH =
      new StochasticDepth(new VisionTransformer(8, 3, 2, 4, 28, 1, false, 0.4), SEED);

  @Test
  void factors_byBlock_areThoseOfItsChance() {
    float[] factors = DEPTH.factors(0, BATCH);
    assertThat(factors).hasSize(3 * 2 * BATCH);
    double[] chances = {0, 0.2, 0.4};
    for (int block = 0; block < 3; block++) {
      float kept = (float) (1 / (1 - chances[block]));
      for (int branch = 0; branch < 2; branch++) {
        int skipped = 0;
        for (int sample = 0; sample < BATCH; sample++) {
          float factor = factors[(block * 2 + branch) * BATCH + sample];
          assertThat(factor).isIn(0f, kept);
          skipped += factor == 0 ? 1 : 0;
        }
        // Five standard errors of a share of a thousand; exactly none without a chance.
        double error = 5 * Math.sqrt(chances[block] * (1 - chances[block]) / BATCH);
        assertThat((double) skipped / BATCH)
            .as("seed %d, block %d, branch %d", SEED, block, branch)
            .isCloseTo(chances[block], within(error));
      }
    }
  }

  @Test
  void factors_seedAndPass_decideAll() {
    float[] factors = DEPTH.factors(3, BATCH);
    assertThat(DEPTH.factors(3, BATCH)).isEqualTo(factors);
    assertThat(DEPTH.factors(4, BATCH)).isNotEqualTo(factors);
    assertThat(new StochasticDepth(DEPTH.network(), SEED + 1).factors(3, BATCH))
        .isNotEqualTo(factors);
  }

  @Test
  void isActive_withoutAChance_isNot() {
    assertThat(DEPTH.isActive()).isTrue();
    VisionTransformer whole = new VisionTransformer(8, 3, 2, 4, 28, 1, false, 0);
    assertThat(new StochasticDepth(whole, SEED).isActive()).isFalse();
  }
}
