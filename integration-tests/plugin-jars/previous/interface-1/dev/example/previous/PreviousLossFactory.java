package dev.example.previous;

import dev.doppel.spi.loss.Embeddings;
import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.loss.LossFactory;
import dev.doppel.spi.loss.ReferenceValues;
import dev.doppel.spi.loss.RoleRequirement;
import dev.doppel.spi.loss.ViewPair;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import dev.doppel.spi.schedule.Schedule;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.tensor.Tensor;
import dev.doppel.spi.view.ViewSelection;
import java.util.List;
import java.util.Map;

/** Squared distances of unit vectors, times a scheduled factor, and a moving mean of predictions. */
final class PreviousLossFactory implements LossFactory {

  private static final Option<Double> FACTOR =
      Option.decimal("factor").range(0, 10).defaultValue(1.0).describedAs("what the loss is times");

  @Override
  public String name() {
    return "previous-distance";
  }

  @Override
  public String description() {
    return "Squared distance of each prediction and the other view's target.";
  }

  @Override
  public List<Option<?>> options() {
    return List.of(FACTOR);
  }

  @Override
  public List<String> problems(Options options) {
    return options.get(FACTOR) == 0 ? List.of("'factor' = 0 learns nothing") : List.of();
  }

  @Override
  public Loss create(Options options) {
    return new PreviousLoss(Schedule.linear(options.get(FACTOR), options.get(FACTOR) / 2));
  }

  private record PreviousLoss(Schedule factor) implements Loss {

    @Override
    public Map<String, Schedule> schedules() {
      return Map.of("factor", factor);
    }

    @Override
    public List<RoleRequirement> roles() {
      return List.of(
          RoleRequirement.prediction(ViewSelection.all()),
          RoleRequirement.target(ViewSelection.global()));
    }

    @Override
    public State initialState(int width, Tensor like, long seed) {
      return State.empty().with("mean", like.slice(0, 0, 1).multiply(0));
    }

    @Override
    public Tensor compute(Embeddings embeddings, State state, Step step) {
      List<Tensor> distances =
          ViewPair.of("previous-distance", embeddings.map(output -> output.l2Normalize(1))).stream()
              .map(pair -> pair.prediction().subtract(pair.target()).square().sum(1, false).mean())
              .toList();
      return distances.stream()
          .reduce(Tensor::add)
          .orElseThrow()
          .multiply(step.value("factor") / distances.size());
    }

    @Override
    public State advance(Embeddings embeddings, State state, Step step) {
      Tensor rows = embeddings.predictions().values().iterator().next().stopGradient();
      return state
          .with("mean", state.tensor("mean").multiply(0.9).add(rows.mean(0, true).multiply(0.1)))
          .with("steps", state.number("steps", 0) + 1);
    }

    @Override
    public ReferenceValues referenceValues(Embeddings outputs) {
      return new ReferenceValues(2, 0);
    }

    @Override
    public boolean isMeanOfRows() {
      return true;
    }
  }
}
