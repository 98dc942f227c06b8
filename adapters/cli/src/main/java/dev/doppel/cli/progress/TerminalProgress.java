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
  private final String prefix;
  private RunOverview overview;
  private ProgressFigures figures;
  private ProgressBar bar;

  /**
   * Creates the display. The bar itself goes to the error output.
   *
   * @param out where lines go
   */
  public TerminalProgress(PrintWriter out) {
    this(out, "");
  }

  /**
   * Creates the display of one run of several.
   *
   * @param out where lines go
   * @param prefix what each line begins with
   */
  public TerminalProgress(PrintWriter out, String prefix) {
    this.out = out;
    this.prefix = prefix;
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
    if (bar == null || steps == 0) {
      begin(steps);
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
      sayBesideBar(event.message());
    }
  }

  @Override
  public void onRollback(GuardEvent event, String words) {
    sayBesideBar(event.message());
    say(words);
  }

  /** Leaves the line of the bar, which is drawn anew below. */
  private void sayBesideBar(String line) {
    if (bar != null) {
      out.println();
    }
    say(line);
  }

  /** Ends the bar and leaves it standing. */
  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  private void begin(long steps) {
    figures = new ProgressFigures(overview, System::nanoTime, steps);
    bar =
        new ProgressBarBuilder()
            .setTaskName(prefix + overview.method())
            .setInitialMax(overview.steps())
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(UPDATE_MILLIS)
            .build();
  }

  private void say(String line) {
    out.println(prefix + line);
    out.flush();
  }
}
