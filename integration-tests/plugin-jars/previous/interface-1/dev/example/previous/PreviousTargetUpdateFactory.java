package dev.example.previous;

import dev.doppel.spi.option.Options;
import dev.doppel.spi.schedule.Schedule;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.target.ParameterPair;
import dev.doppel.spi.target.ParameterRole;
import dev.doppel.spi.target.TargetParameters;
import dev.doppel.spi.target.TargetUpdate;
import dev.doppel.spi.target.TargetUpdateFactory;
import java.util.Map;
import java.util.Set;

/** A moving average that treats biases by themselves. */
final class PreviousTargetUpdateFactory implements TargetUpdateFactory {

  @Override
  public String name() {
    return "previous-average";
  }

  @Override
  public String description() {
    return "Moving average of weights; biases are copied.";
  }

  @Override
  public TargetUpdate create(Options options) {
    return new PreviousTargetUpdate();
  }

  private static final class PreviousTargetUpdate implements TargetUpdate {

    @Override
    public Map<String, Schedule> schedules() {
      return Map.of("momentum", Schedule.cosine(0.9, 1));
    }

    @Override
    public State apply(TargetParameters parameters, State state, Step step) {
      parameters.blend(Set.of(ParameterRole.WEIGHT), step.value("momentum"));
      for (ParameterPair pair : parameters.pairs()) {
        if (pair.role() == ParameterRole.BIAS) {
          pair.assign(pair.online());
        }
      }
      return state.with("moves", state.number("moves", 0) + 1);
    }
  }
}
