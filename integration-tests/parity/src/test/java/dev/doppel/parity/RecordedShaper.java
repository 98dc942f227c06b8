package dev.doppel.parity;

import dev.doppel.spi.guard.TargetShaper;
import dev.doppel.spi.loss.Embeddings;
import dev.doppel.spi.loss.HeadParameter;
import dev.doppel.spi.loss.RoleRequirement;
import dev.doppel.spi.loss.TargetForm;
import dev.doppel.spi.schedule.Schedule;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A target shaper whose state can be read.
 *
 * @param shaper the shaper
 * @param states gets the tensors of its state after each step, by name, row by row
 */
record RecordedShaper(TargetShaper shaper, Map<String, double[]> states) implements TargetShaper {

  @Override
  public TargetForm form() {
    return shaper.form();
  }

  @Override
  public List<RoleRequirement> roles() {
    return shaper.roles();
  }

  @Override
  public Set<HeadParameter> headParameters() {
    return shaper.headParameters();
  }

  @Override
  public Map<String, Schedule> schedules() {
    return shaper.schedules();
  }

  @Override
  public State initialState(Embeddings raw) {
    return shaper.initialState(raw);
  }

  @Override
  public List<Tensor> shape(Embeddings raw, State state, Step step) {
    return shaper.shape(raw, state, step);
  }

  @Override
  public State advance(Embeddings raw, State state, Step step) {
    State next = shaper.advance(raw, state, step);
    next.tensors().forEach((name, tensor) -> states.put(name, tensor.toArray()));
    return next;
  }
}
