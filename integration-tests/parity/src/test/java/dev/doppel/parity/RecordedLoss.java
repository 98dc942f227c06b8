package dev.doppel.parity;

import dev.doppel.spi.loss.Embeddings;
import dev.doppel.spi.loss.HeadParameter;
import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.loss.ReferenceValues;
import dev.doppel.spi.loss.RoleRequirement;
import dev.doppel.spi.loss.TargetForm;
import dev.doppel.spi.schedule.Schedule;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A loss whose state can be read, and whose queue begins with given rows in place of random ones.
 *
 * @param loss the loss
 * @param queue the rows; empty where it has no queue
 * @param states gets the tensors of its state after each step, by name, row by row
 */
record RecordedLoss(Loss loss, Optional<GoldenTensor> queue, Map<String, double[]> states)
    implements Loss {

  @Override
  public State initialState(int width, Tensor like, long seed) {
    State state = loss.initialState(width, like, seed);
    return queue
        .map(rows -> state.with("queue", like.constant(rows.shape(), rows.data())))
        .orElse(state);
  }

  @Override
  public List<RoleRequirement> roles() {
    return loss.roles();
  }

  @Override
  public TargetForm targetForm() {
    return loss.targetForm();
  }

  @Override
  public Set<HeadParameter> headParameters() {
    return loss.headParameters();
  }

  @Override
  public Map<String, Schedule> schedules() {
    return loss.schedules();
  }

  @Override
  public Tensor compute(Embeddings embeddings, State state, Step step) {
    return loss.compute(embeddings, state, step);
  }

  @Override
  public State advance(Embeddings embeddings, State state, Step step) {
    State next = loss.advance(embeddings, state, step);
    next.tensors().forEach((name, tensor) -> states.put(name, tensor.toArray()));
    return next;
  }

  @Override
  public ReferenceValues referenceValues(Embeddings outputs) {
    return loss.referenceValues(outputs);
  }

  @Override
  public boolean isMeanOfRows() {
    return loss.isMeanOfRows();
  }
}
