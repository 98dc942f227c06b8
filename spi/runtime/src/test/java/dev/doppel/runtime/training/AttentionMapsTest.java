package dev.doppel.runtime.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class AttentionMapsTest {

  @Test
  void average_ofAnImage_isTheMeanOfItsHeads() {
    float[][][] weights = {
      {{1, 0, 0, 0}, {0, 0, 0, 1}}, {{0.25f, 0.5f, 0, 0}, {0.25f, 0, 0.25f, 0.5f}}
    };
    AttentionMaps maps = new AttentionMaps(2, 2, weights);
    assertThat(maps.average(0)).containsExactly(0.5f, 0, 0, 0.5f);
    assertThat(maps.average(1)).containsExactly(0.25f, 0.25f, 0.125f, 0.25f);
  }
}
