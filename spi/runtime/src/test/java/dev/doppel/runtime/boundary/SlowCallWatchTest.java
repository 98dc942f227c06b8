package dev.doppel.runtime.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.spi.guard.GradientDecision;
import dev.doppel.spi.guard.GradientGuard;
import dev.doppel.spi.guard.Verdict;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60) // a call that waits for a report that never comes is to fail
final class SlowCallWatchTest {

  private final List<String> reports = Collections.synchronizedList(new ArrayList<>());
  private final List<Boolean> daemons = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch reported = new CountDownLatch(1);

  private SlowCallWatch watch(Duration limit) {
    return new SlowCallWatch(
        limit,
        text -> {
          reports.add(text);
          daemons.add(Thread.currentThread().isDaemon());
          reported.countDown();
        });
  }

  @Test
  void during_callThatTakesLong_isReportedWhileItRunsAndWaitedFor() {
    SlowCallWatch watch = watch(Duration.ofMillis(20));

    // Returns once it was reported, so it was not interrupted before.
    String answer = watch.during(() -> after(reported), () -> "guard 'slow', called at step 3,");

    assertThat(answer).isEqualTo("waited");
    assertThat(reports)
        .containsExactly(
            "guard 'slow', called at step 3, has not returned for 0.02 s; the run waits for it");
    assertThat(daemons).containsExactly(true);
  }

  @Test
  void logging_afterTenSeconds_warnsInTheLog() {
    assertThat(SlowCallWatch.logging().limit()).isEqualTo(Duration.ofSeconds(10));

    Logger logger = Logger.getLogger(SlowCallWatch.class.getName());
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            reports.add(record.getLevel() + " " + new SimpleFormatter().formatMessage(record));
            reported.countDown();
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    logger.addHandler(handler);
    try {
      SlowCallWatch.logging(Duration.ofMillis(5)).during(() -> after(reported), () -> "guard {1}");
    } finally {
      logger.removeHandler(handler);
    }
    assertThat(reports)
        .containsExactly("WARNING guard {1} has not returned for 0.005 s; the run waits for it");
  }

  @Test
  void during_slowAgain_isReportedOnce() {
    Duration limit = Duration.ofMillis(5);
    SlowCallWatch watch = watch(limit);
    watch.during(() -> after(reported), () -> "first");
    // The second call takes as long as another watch, which begins later, takes to report.
    CountDownLatch later = new CountDownLatch(1);
    SlowCallWatch other = new SlowCallWatch(limit, text -> later.countDown());
    watch.during(() -> other.during(() -> after(later), () -> "other"), () -> "second");

    assertThat(reports).hasSize(1);
  }

  private static String after(CountDownLatch latch) {
    try {
      latch.await();
      return "waited";
    } catch (InterruptedException e) {
      throw new AssertionError("the call was interrupted", e);
    }
  }

  @Test
  void during_quickCall_isNotReported() {
    SlowCallWatch watch = watch(Duration.ofMinutes(10));

    int answer = watch.during(() -> 7, () -> "quick");

    assertThat(answer).isEqualTo(7);
    assertThatThrownBy(
            () ->
                watch.during(
                    () -> {
                      throw new IllegalStateException("the call's own");
                    },
                    () -> "failing"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the call's own");
    assertThat(reports).isEmpty();
  }

  @Test
  void guard_thatTakesLong_isReportedByNameAndStep() {
    guard(BoundaryChecks.FULL, watch(Duration.ofMillis(20)), reported);

    assertThat(reports)
        .containsExactly(
            "guard 'slow', called at step 3, has not returned for 0.02 s; the run waits for it");
  }

  @Test
  void guard_withoutChecksOfValues_takesItsTime() {
    Duration limit = Duration.ofMillis(5);
    CountDownLatch later = new CountDownLatch(1);
    SlowCallWatch other = new SlowCallWatch(limit, text -> later.countDown());
    other.during(
        () -> {
          guard(BoundaryChecks.SHAPES, watch(limit), later);
          return "done";
        },
        () -> "other");

    assertThat(reports).isEmpty();
  }

  /** Calls a guard that returns once a latch opens. */
  private static void guard(BoundaryChecks checks, SlowCallWatch watch, CountDownLatch latch) {
    GradientGuard slow =
        (gradients, state, step) -> {
          after(latch);
          return new GradientDecision(true, Verdict.healthy(Map.of()), state);
        };
    new PluginBoundary(PartOrigin.ofProgram("guard 'slow'"), checks, watch)
        .gradientGuard(slow)
        .guard(List::of, State.empty(), Step.of(3, 10));
  }
}
