package dev.doppel.cli.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class MeasuringTest {

  @Test
  void due_someTimes_areAtEqualDistancesWithoutTheEnds() {
    assertThat(due(4, 100)).containsExactly(20, 40, 60, 80);
    assertThat(due(3, 10)).containsExactly(3, 5, 8);
    assertThat(due(1, 800)).containsExactly(400);
    assertThat(due(0, 800)).isEmpty();
  }

  @Test
  void due_fewerStepsThanTimes_isEachStepOnce() {
    assertThat(due(10, 4)).containsExactly(1, 2, 3);
    assertThat(due(4, 1)).isEmpty();
  }

  @Test
  void create_lessThanNever_isRefused() {
    assertThatThrownBy(() -> new Measuring(true, -1, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("measured -1 times is less than never");
  }

  private static long[] due(int during, long planned) {
    Measuring measuring = new Measuring(true, during, false);
    return LongStream.rangeClosed(0, planned)
        .filter(step -> measuring.due(step, planned))
        .toArray();
  }
}
