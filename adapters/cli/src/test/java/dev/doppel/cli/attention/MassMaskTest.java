package dev.doppel.cli.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MassMaskTest {

  @Test
  void of_share_keepsTheFewestHighestPatchesThatReachIt() {
    float[] weights = {0.1f, 0.4f, 0.2f, 0.1f};

    // 0.4 of 0.8 is half, exactly: doubled floats are exact.
    assertThat(MassMask.of(weights, 0.5)).containsExactly(false, true, false, false);
    assertThat(MassMask.of(weights, 0.51)).containsExactly(false, true, true, false);
    assertThat(MassMask.of(weights, 0.76)).containsExactly(true, true, true, false);
  }

  @Test
  void of_equalWeights_takesLowerIndicesFirst() {
    assertThat(MassMask.of(new float[] {1, 1, 1, 1}, 0.5))
        .containsExactly(true, true, false, false);
    assertThat(MassMask.of(new float[] {1, 2, 1, 2}, 0.6))
        .containsExactly(false, true, false, true);
  }

  @Test
  void of_wholeShare_keepsAllThatHaveWeight() {
    Random random = new Random(7);
    float[] weights = new float[196];
    for (int patch = 0; patch < weights.length; patch++) {
      weights[patch] = patch % 7 == 0 ? 0 : random.nextFloat() + 1e-3f;
    }
    boolean[] kept = MassMask.of(weights, 1);

    for (int patch = 0; patch < weights.length; patch++) {
      assertThat(kept[patch]).as("seed 7, patch %d", patch).isEqualTo(weights[patch] > 0);
    }
  }

  @Test
  void of_smallShare_keepsOne() {
    assertThat(MassMask.of(new float[] {0.2f, 0.3f}, 1e-9)).containsExactly(false, true);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, 1.1, Double.NaN})
  void of_shareOutOfRange_isRefused(double share) {
    assertThatThrownBy(() -> MassMask.of(new float[] {1}, share))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the share of the mass must be in (0, 1], not " + share);
  }
}
