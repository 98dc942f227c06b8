package dev.doppel.cli.progress;

import dev.doppel.cli.training.RunOverview;
import dev.doppel.cli.training.TrainingListener;
import dev.doppel.runtime.step.GuardEvent;
import dev.doppel.runtime.step.StepRecord;
import java.io.PrintWriter;
import java.util.function.LongSupplier;

/** Progress as lines of text, for files and other programs: one line every five seconds. */
public final class PlainProgress implements TrainingListener {

  private static final long INTERVAL_NANOS = 5_000_000_000L;

  private final PrintWriter out;
  private final LongSupplier clock;
  private final String prefix;
  private RunOverview overview;
  private ProgressFigures figures;
  private long nextLine;

  /**
   * Creates the display.
   *
   * @param out where the lines go
   * @param clock the time in nanoseconds, from anywhere, such as {@link System#nanoTime}
   */
  public PlainProgress(PrintWriter out, LongSupplier clock) {
    this(out, clock, "");
  }

  /**
   * Creates the display of one run of several.
   *
   * @param out where the lines go
   * @param clock the time in nanoseconds, from anywhere, such as {@link System#nanoTime}
   * @param prefix what each line begins with
   */
  public PlainProgress(PrintWriter out, LongSupplier clock, String prefix) {
    this.out = out;
    this.clock = clock;
    this.prefix = prefix;
  }

  @Override
  public void onStart(RunOverview planned) {
    overview = planned;
    OverviewText.lines(overview).forEach(this::say);
  }

  @Override
  public void onPhase(String phase) {
    say(phase);
  }

  @Override
  public void onStep(StepRecord record) {
    figures.take(record);
  }

  @Override
  public void onProgress(long steps) {
    if (figures == null || steps == 0) {
      figures = new ProgressFigures(overview, clock, steps);
      nextLine = clock.getAsLong() + INTERVAL_NANOS;
    }
    figures.advance(steps);
    if (clock.getAsLong() >= nextLine) {
      say(figures.line());
      nextLine = clock.getAsLong() + INTERVAL_NANOS;
    }
  }

  @Override
  public void onVerdict(GuardEvent event) {
    // What ends a run is the command's own last word.
    if (!event.stops()) {
      say(event.message());
    }
  }

  @Override
  public void onRollback(GuardEvent event, String words) {
    say(event.message());
    say(words);
  }

  private void say(String line) {
    out.println(prefix + line);
    out.flush();
  }
}
