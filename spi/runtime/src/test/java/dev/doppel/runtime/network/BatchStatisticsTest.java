package dev.doppel.runtime.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class BatchStatisticsTest {

  private static final List<Integer> VIEWS = List.of(0, 1, 2, 3);

  /** Views 0 and 2 are large. */
  private static String shape(int view) {
    return view % 2 == 0 ? "[8, 3, 32, 32]" : "[8, 3, 16, 16]";
  }

  @Test
  void group_viewsOfTwoSizes_goTogetherAsTheyShouldBe() {
    assertThat(BatchStatistics.PER_VIEW.group(VIEWS, BatchStatisticsTest::shape))
        .containsExactly(List.of(0), List.of(1), List.of(2), List.of(3));
    assertThat(BatchStatistics.PER_SIZE.group(VIEWS, BatchStatisticsTest::shape))
        .containsExactly(List.of(0, 2), List.of(1, 3));
    assertThat(BatchStatistics.JOINT.group(VIEWS, view -> shape(0))).containsExactly(VIEWS);
  }

  @Test
  void group_jointViewsOfTwoSizes_areRefused() {
    assertThatThrownBy(() -> BatchStatistics.JOINT.group(VIEWS, BatchStatisticsTest::shape))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "batch-statistics = joint needs views of one shape, but there are [[8, 3, 32, 32],"
                + " [8, 3, 16, 16]]");
  }
}
