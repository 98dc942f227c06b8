package dev.doppel.runtime.step;

import dev.doppel.runtime.checkpoint.Checkpoint;
import dev.doppel.runtime.metric.FeatureMatrix;
import dev.doppel.spi.guard.CollapseMonitor;
import dev.doppel.spi.loss.ReferenceValues;
import dev.doppel.spi.step.Step;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Lets monitors watch a network that a loop of the user's own trains, whatever its loss: they see
 * outputs and losses, and neither targets nor a target network. What they look at is one thing to
 * them, whichever stage their options name.
 *
 * <p>The loop calls {@link #looks()} before the outputs of a step are gone, and {@link #complete}
 * once for each step. Verdicts are logged as warnings and told to a listener; the listener hears of
 * the steps at which a monitor looked, with the figures, and of no others. For one thread.
 *
 * <p>{@link #save} and {@link #restore} are for loops that go back to an earlier state: the
 * monitors then remember what they did there. Which batch comes next is the loop's to say.
 */
public final class NetworkWatch {

  /** What a loss's reference values are where nobody says. */
  private static final ReferenceValues UNKNOWN = new ReferenceValues(Double.NaN, Double.NaN);

  /**
   * Ranks and spreads of the last batch of an epoch, where it is much smaller than the others, are
   * not to be compared with theirs: fewer rows have a lower rank.
   */
  private static final double LEAST_SHARE_OF_ROWS = 0.5;

  private static final Logger LOGGER = System.getLogger(NetworkWatch.class.getName());

  private static final String PREFIX = "watch.";

  private final Monitors monitors;
  private final ReferenceValues reference;
  private final StepListener listener;
  private long index;
  private long mostRows;

  /**
   * Creates the watch of one run.
   *
   * @param monitors the monitors
   * @param reference the values that mark the loss's failures, for {@code loss-plateau} and {@code
   *     loss-floor}, which say nothing without them
   * @param listener is told of verdicts and figures
   */
  public NetworkWatch(
      List<ConfiguredGuard<CollapseMonitor>> monitors,
      ReferenceValues reference,
      StepListener listener) {
    TensorMemory numbersAlone =
        TensorMemory.garbageCollected(
            (shape, values) -> {
              throw new IllegalArgumentException(
                  "the state of a monitor that watches a user's network holds numbers, no tensors");
            });
    this.monitors = new Monitors(monitors, numbersAlone);
    this.reference = reference;
    this.listener = logging(listener);
  }

  /**
   * Creates the watch of a run whose loss has no known reference values.
   *
   * @param monitors the monitors
   * @param listener is told of verdicts and figures
   */
  public NetworkWatch(List<ConfiguredGuard<CollapseMonitor>> monitors, StepListener listener) {
    this(monitors, UNKNOWN, listener);
  }

  private static StepListener logging(StepListener listener) {
    return new StepListener() {
      @Override
      public void onStep(StepRecord step) {
        listener.onStep(step);
      }

      @Override
      public void onVerdict(GuardEvent event) {
        // As a parameter: braces in the text are no placeholders.
        LOGGER.log(Level.WARNING, "{0}", event.message());
        listener.onVerdict(event);
      }
    };
  }

  /**
   * Whether a monitor looks at the step under way. If none does, outputs are not needed.
   *
   * @return whether any does
   */
  public boolean looks() {
    return monitors.areDue(index);
  }

  /**
   * Ends a step. A batch of fewer than half the rows of the largest so far is not looked at, since
   * its figures are not to be compared with the others'.
   *
   * @param loss the step's loss; may be left out where no monitor looks
   * @param outputs the watched outputs in training mode, {@code [batch, width]}, one matrix for
   *     each view of the same samples; not used where no monitor looks. Views that differ from the
   *     first in size are left out
   * @throws IllegalArgumentException if a monitor looks and the loss or the outputs are missing
   * @throws RunStoppedException if a guard ends the run
   */
  public void complete(OptionalDouble loss, List<FeatureMatrix> outputs) {
    monitors.see(loss.stream().toArray());
    long step = index++;
    if (!monitors.areDue(step)) {
      return;
    }
    if (loss.isEmpty() || outputs.isEmpty()) {
      throw new IllegalArgumentException(
          "a monitor looks at step %d, but there %s to see"
              .formatted(step, loss.isEmpty() ? "is no loss" : "are no outputs"));
    }
    long rows = outputs.get(0).rows();
    mostRows = Math.max(mostRows, rows);
    if (rows >= LEAST_SHARE_OF_ROWS * mostRows) {
      look(step, loss.getAsDouble(), outputs);
    }
  }

  private void look(long index, double loss, List<FeatureMatrix> outputs) {
    FeatureMatrix first = outputs.get(0);
    List<FeatureMatrix> views = outputs.stream().filter(view -> isAlike(view, first)).toList();
    // How long the run will be is not known.
    Step step = new Step(index, index + 1, 0, loss, Map.of());
    Seen seen =
        new Seen(step, reference, stage -> first, () -> views, Optional.empty(), Optional.empty());
    Map<String, Double> figures = new LinkedHashMap<>();
    Optional<GuardEvent> stop = monitors.look(seen, listener, figures);
    listener.onStep(new StepRecord(index, loss, figures));
    if (stop.isPresent()) {
      throw new RunStoppedException(stop.get());
    }
  }

  private static boolean isAlike(FeatureMatrix view, FeatureMatrix first) {
    return view.rows() == first.rows() && view.width() == first.width();
  }

  /**
   * Writes what the monitors remember, as it is between two steps.
   *
   * @param checkpoint where to, under names that begin with {@code watch.}
   */
  public void save(Checkpoint.Builder checkpoint) {
    Checkpoint.Builder watch = checkpoint.part(PREFIX);
    watch.count("index", index).count("most-rows", mostRows);
    monitors.save(watch);
  }

  /**
   * Takes over what {@link #save} wrote in a watch with the same monitors.
   *
   * @param checkpoint the checkpoint
   * @throws IllegalArgumentException if a part is missing
   */
  public void restore(Checkpoint checkpoint) {
    Checkpoint watch = checkpoint.part(PREFIX);
    index = watch.count("index");
    mostRows = watch.count("most-rows");
    monitors.restore(watch);
  }
}
