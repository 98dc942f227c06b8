package dev.doppel.runtime.step;

import dev.doppel.runtime.checkpoint.Checkpoint;
import dev.doppel.runtime.metric.FeatureMatrix;
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
 * <p>Where a monitor's action is to go back, the watch keeps copies of the state that the loop
 * lends it, takes the network back to the last good one, and counts steps from there. Which batch
 * comes next is the loop's to say.
 *
 * <p>{@link #save} and {@link #restore} are for loops that go back of their own: the monitors then
 * remember what they did there. States that were kept are not saved; the first step after a restore
 * keeps one.
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
  private final Optional<WatchRollback> rollback;
  private final ReferenceValues reference;
  private final StepListener listener;
  private long index;
  private long mostRows;

  /**
   * Creates the watch of one run.
   *
   * @param plan the monitors, and how the run goes back
   * @param reference the values that mark the loss's failures, for {@code loss-plateau} and {@code
   *     loss-floor}, which say nothing without them; a recipe may name these where it is resolved
   *     for a known loss
   * @param listener is told of verdicts and figures
   */
  public NetworkWatch(WatchPlan plan, ReferenceValues reference, StepListener listener) {
    TensorMemory numbersAlone =
        TensorMemory.garbageCollected(
            (shape, values) -> {
              throw new IllegalArgumentException(
                  "the state of a monitor that watches a user's network holds numbers, no tensors");
            });
    this.monitors = new Monitors(plan.monitors(), plan.checks(), numbersAlone);
    this.rollback =
        plan.asksForRollback() ? Optional.of(new WatchRollback(plan)) : Optional.empty();
    this.reference = reference;
    this.listener = logging(listener);
  }

  /**
   * Creates the watch of a run whose loss has no known reference values.
   *
   * @param plan the monitors, and how the run goes back
   * @param listener is told of verdicts and figures
   */
  public NetworkWatch(WatchPlan plan, StepListener listener) {
    this(plan, UNKNOWN, listener);
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
        LOGGER.log(event.isRecovery() ? Level.INFO : Level.WARNING, "{0}", event.message());
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
   * Whether the run may go back to an earlier state.
   *
   * @return whether a monitor's action is to
   */
  public boolean goesBack() {
    return rollback.isPresent();
  }

  /**
   * Keeps the state before the first step, which is always good to go back to. Does nothing where
   * no monitor asks for that, or a state is kept already.
   *
   * @param state the network's
   */
  public void begin(NetworkState state) {
    rollback.filter(back -> !back.hasBegun()).ifPresent(back -> back.begin(index, state, monitors));
  }

  /**
   * Ends a step of a loop that does not go back.
   *
   * @param loss the step's loss; may be left out where no monitor looks
   * @param outputs as in {@link #complete(OptionalDouble, List, NetworkState)}
   * @throws IllegalStateException if a monitor's action is to go back
   * @throws IllegalArgumentException if a monitor looks and the loss or the outputs are missing
   * @throws RunStoppedException if a guard ends the run
   */
  public void complete(OptionalDouble loss, List<FeatureMatrix> outputs) {
    complete(
        loss,
        outputs,
        () -> {
          throw new IllegalStateException(
              "a guard's action is rollback, but the loop keeps no state to go back to; choose warn"
                  + " or stop");
        });
  }

  /**
   * Ends a step. A batch of fewer than half the rows of the largest so far is not looked at, since
   * its figures are not to be compared with the others'; the next step is, in its place.
   *
   * @param loss the step's loss; may be left out where no monitor looks
   * @param outputs the watched outputs in training mode, {@code [batch, width]}, one matrix for
   *     each view of the same samples; not used where no monitor looks. Views that differ from the
   *     first in size are left out
   * @param state the network's; copied now and then, if a monitor's action is to go back
   * @return whether the network was taken back to an earlier state, of which the next step is the
   *     first; an update of this step's is then not to be made any more
   * @throws IllegalArgumentException if a monitor looks and the loss or the outputs are missing
   * @throws dev.doppel.runtime.plugin.PluginException if a monitor fails
   * @throws RunStoppedException if a guard ends the run
   */
  public boolean complete(OptionalDouble loss, List<FeatureMatrix> outputs, NetworkState state) {
    begin(state);
    monitors.see(loss.stream().toArray());
    long step = index++;
    Optional<GuardEvent> stop =
        monitors.areDue(step) ? lookAt(step, loss, outputs) : Optional.empty();
    if (stop.isPresent()) {
      goBack(stop.get());
    } else {
      rollback.ifPresent(back -> back.afterStep(index, state, monitors));
    }
    return stop.isPresent();
  }

  private void goBack(GuardEvent event) {
    index =
        rollback
            .flatMap(back -> back.goBack(event, index, monitors))
            .orElseThrow(() -> new RunStoppedException(event));
  }

  private Optional<GuardEvent> lookAt(long step, OptionalDouble loss, List<FeatureMatrix> outputs) {
    if (loss.isEmpty() || outputs.isEmpty()) {
      throw new IllegalArgumentException(
          "a monitor looks at step %d, but there %s to see"
              .formatted(step, loss.isEmpty() ? "is no loss" : "are no outputs"));
    }
    long rows = outputs.get(0).rows();
    mostRows = Math.max(mostRows, rows);
    if (rows < LEAST_SHARE_OF_ROWS * mostRows) {
      monitors.postpone(step);
      return Optional.empty();
    }
    return look(step, loss.getAsDouble(), outputs);
  }

  private Optional<GuardEvent> look(long index, double loss, List<FeatureMatrix> outputs) {
    FeatureMatrix first = outputs.get(0);
    List<FeatureMatrix> views = outputs.stream().filter(view -> isAlike(view, first)).toList();
    // How long the run will be is not known.
    Step step = new Step(index, index + 1, 0, loss, Map.of());
    Seen seen =
        new Seen(step, reference, stage -> first, () -> views, Optional.empty(), Optional.empty());
    Map<String, Double> figures = new LinkedHashMap<>();
    Optional<GuardEvent> stop = monitors.look(seen, listener, figures);
    listener.onStep(new StepRecord(index, loss, figures));
    return stop;
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
    rollback.ifPresent(back -> back.save(watch));
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
    rollback.ifPresent(back -> back.restore(watch));
    monitors.restore(watch);
  }
}
