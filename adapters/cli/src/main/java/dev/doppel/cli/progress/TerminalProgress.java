package dev.doppel.cli.progress;

import dev.doppel.cli.training.RunOverview;
import dev.doppel.cli.training.TrainingListener;
import dev.doppel.runtime.step.GuardEvent;
import dev.doppel.runtime.step.StepRecord;
import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Progress as a bar that is drawn over and over, for a person at a terminal. */
public final class TerminalProgress implements TrainingListener, AutoCloseable {

  private static final int UPDATE_MILLIS = 200;

  private final PrintWriter out;
  private RunOverview overview;
  private ProgressFigures figures;
  private ProgressBar bar;

  /**
   * Creates the display. The bar itself goes to the error output.
   *
   * @param out where lines go
   */
  public TerminalProgress(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void onStart(RunOverview planned) {
    overview = planned;
    OverviewText.lines(overview).forEach(this::say);
  }

  @Override
  public void onPhase(String phase) {
    close();
    say(phase);
  }

  @Override
  public void onStep(StepRecord record) {
    figures.take(record);
  }

  @Override
  public void onProgress(long steps) {
    if (steps == 0) {
      begin();
    }
    figures.advance(steps);
    if (steps > 0) {
      bar.setExtraMessage(" " + figures.figures());
      bar.stepTo(steps);
    }
  }

  @Override
  public void onVerdict(GuardEvent event) {
    // What ends a run is the command's own last word.
    if (!event.stops()) {
      // Leaves the line of the bar, which is drawn anew below.
      say((bar == null ? "" : System.lineSeparator()) + event.message());
    }
  }

  /** Ends the bar and leaves it standing. */
  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  private void begin() {
    figures = new ProgressFigures(overview, System::nanoTime);
    bar =
        new ProgressBarBuilder()
            .setTaskName(overview.method())
            .setInitialMax(overview.steps())
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(UPDATE_MILLIS)
            .build();
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }
}
