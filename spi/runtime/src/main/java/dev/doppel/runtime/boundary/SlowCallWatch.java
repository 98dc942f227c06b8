package dev.doppel.runtime.boundary;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Says, once, that a part takes long, while it still does. The call is waited for all the same:
 * nobody knows what it holds, and a run that is slow is better than one whose state is torn.
 */
final class SlowCallWatch {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private static final Logger LOGGER = System.getLogger(SlowCallWatch.class.getName());

  private final Duration limit;
  private final Consumer<String> report;
  private final AtomicBoolean reported = new AtomicBoolean();

  SlowCallWatch(Duration limit, Consumer<String> report) {
    this.limit = limit;
    this.report = report;
  }

  /** A watch that allows 10 seconds and warns in the log. */
  static SlowCallWatch logging() {
    return logging(LIMIT);
  }

  static SlowCallWatch logging(Duration limit) {
    // As a parameter: braces in the text are no placeholders.
    return new SlowCallWatch(limit, text -> LOGGER.log(Level.WARNING, "{0}", text));
  }

  Duration limit() {
    return limit;
  }

  /** Makes a call; {@code who} are the words for it that a report begins with. */
  <T> T during(Supplier<T> call, Supplier<String> who) {
    // The timer is the JDK's own, a daemon: runs come and go, and leave no thread behind.
    CompletableFuture<Boolean> slow =
        new CompletableFuture<Boolean>()
            .completeOnTimeout(true, limit.toMillis(), TimeUnit.MILLISECONDS);
    CompletableFuture<Void> told = slow.thenAccept(isSlow -> tell(isSlow, who));
    try {
      return call.get();
    } finally {
      slow.complete(false);
      told.join();
    }
  }

  private void tell(boolean isSlow, Supplier<String> who) {
    if (isSlow && reported.compareAndSet(false, true)) {
      report.accept(
          "%s has not returned for %s s; the run waits for it"
              .formatted(who.get(), limit.toMillis() / 1000.0));
    }
  }
}
