package dev.doppel.runtime.view;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class BatchSettingsTest {

  @Test
  void constructor_numbersBelowOne_areNamed() {
    assertThatThrownBy(() -> new BatchSettings(0, 7, 1, 1, false, BatchPosition.START))
        .hasMessage("the batch size must be at least 1, not 0");
    assertThatThrownBy(() -> new BatchSettings(1, 7, 0, 1, false, BatchPosition.START))
        .hasMessage("the number of threads must be at least 1, not 0");
    assertThatThrownBy(() -> new BatchSettings(1, 7, 1, -1, false, BatchPosition.START))
        .hasMessage("the number of batches to prefetch must be at least 1, not -1");
  }

  @Test
  void position_negative_isRefused() {
    assertThatThrownBy(() -> new BatchPosition(-1, 0))
        .hasMessage("epoch and batch count from 0, unlike epoch -1, batch 0");
  }
}
