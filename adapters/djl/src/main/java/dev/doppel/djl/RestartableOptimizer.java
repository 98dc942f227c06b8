package dev.doppel.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.ParameterTracker;
import java.util.function.Function;

/**
 * An optimiser of DJL's that can begin anew, at an earlier place of its schedule and with lower
 * rates. DJL's optimisers keep their averages to themselves, so that these cannot be taken back;
 * another one starts without any.
 */
final class RestartableOptimizer extends Optimizer {

  private final Function<ParameterTracker, Optimizer> source;
  private final ParameterTracker rates;
  private Optimizer optimizer;
  private double factor = 1;
  private int earlierUpdates;
  private String counted = "";
  private int updates;
  private boolean skips;

  RestartableOptimizer(Function<ParameterTracker, Optimizer> source, ParameterTracker rates) {
    super(new NoSettings());
    this.source = source;
    this.rates = rates;
    this.optimizer = create();
  }

  private Optimizer create() {
    // A place of its own for each: those of the one before may still be asked.
    int earlier = earlierUpdates;
    float times = (float) factor;
    return source.apply(
        (parameter, update) -> times * rates.getNewValue(parameter, earlier + update));
  }

  @Override
  public void update(String parameter, NDArray weight, NDArray gradient) {
    if (skips) {
      return;
    }
    if (counted.isEmpty()) {
      counted = parameter;
    }
    updates += counted.equals(parameter) ? 1 : 0;
    optimizer.update(parameter, weight, gradient);
  }

  /** How many updates the first of the parameters had. */
  int updates() {
    return earlierUpdates + updates;
  }

  /** Begins anew after so many updates, with the rates of now times a factor. */
  void restart(int afterUpdates, double times) {
    earlierUpdates = afterUpdates;
    updates = 0;
    factor *= times;
    optimizer = create();
  }

  /** Chooses whether updates are left out. */
  void skip(boolean skip) {
    skips = skip;
  }

  private static final class NoSettings extends OptimizerBuilder<NoSettings> {

    @Override
    protected NoSettings self() {
      return this;
    }
  }
}
