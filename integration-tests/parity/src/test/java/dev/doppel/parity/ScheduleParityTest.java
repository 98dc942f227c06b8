package dev.doppel.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.doppel.spi.schedule.Schedule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The schedules against the golden values, each computed twice in float64. */
final class ScheduleParityTest {

  private static final double TOLERANCE = 1e-12;

  @TestFactory
  List<DynamicTest> schedules() {
    return GoldenDirectory.configured().schedules().stream()
        .map(
            golden ->
                DynamicTest.dynamicTest(
                    golden.name() + " " + golden.parameters(), () -> check(golden)))
        .toList();
  }

  @Test
  void schedule_ofUnknownName_isRefused() {
    GoldenSchedule golden = new GoldenSchedule("zigzag", Map.of(), List.of());
    assertThatThrownBy(() -> schedule(golden))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no schedule is known as 'zigzag'");
  }

  private static void check(GoldenSchedule golden) {
    Schedule schedule = schedule(golden);
    long steps = (long) golden.parameter("steps");
    for (int step = 0; step < golden.values().size(); step++) {
      assertThat(schedule.at(step, steps))
          .as("%s at step %d of %d", golden.name(), step, steps)
          .isCloseTo(golden.values().get(step), within(TOLERANCE));
    }
  }

  private static Schedule schedule(GoldenSchedule golden) {
    return switch (golden.name()) {
      case "cosine-momentum" ->
          Schedule.cosine(golden.parameter("base"), golden.parameter("final"));
      case "warmup-cosine" ->
          Schedule.warmupCosine(
              golden.parameter("base"),
              golden.parameter("final"),
              (long) golden.parameter("warmup"));
      case "linear-warmup-then-constant" ->
          Schedule.linearWarmupThenConstant(
              golden.parameter("start"),
              golden.parameter("end"),
              (long) golden.parameter("warmup"));
      default ->
          throw new IllegalArgumentException(
              "no schedule is known as '%s'".formatted(golden.name()));
    };
  }
}
