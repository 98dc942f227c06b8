package dev.doppel.runtime.boundary;

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
import java.util.Set;

/**
 * A loss behind a boundary.
 *
 * @param loss the loss
 * @param boundary the boundary
 */
record CheckedLoss(Loss loss, PluginBoundary boundary) implements Loss {

  @Override
  public Map<String, Schedule> schedules() {
    return CheckedSchedule.all(loss, Set.of(), boundary);
  }

  @Override
  public List<RoleRequirement> roles() {
    return boundary.requireAll("roles", loss::roles);
  }

  @Override
  public TargetForm targetForm() {
    return boundary.require("targetForm", loss::targetForm);
  }

  @Override
  public Set<HeadParameter> headParameters() {
    return boundary.requireAll("headParameters", loss::headParameters);
  }

  @Override
  public Tensor compute(Embeddings embeddings, State state, Step step) {
    Tensor computed =
        boundary.require("compute", step.index(), () -> loss.compute(embeddings, state, step));
    if (boundary.checks().lookAtShapes() && computed.shape().elements() != 1) {
      throw boundary.fault(
          "returned a loss of shape %s at step %d, expected a scalar"
              .formatted(computed.shape(), step.index()));
    }
    return computed;
  }

  @Override
  public State initialState(int width, Tensor like, long seed) {
    return boundary.require("initialState", () -> loss.initialState(width, like, seed));
  }

  @Override
  public State advance(Embeddings embeddings, State state, Step step) {
    return boundary.require("advance", step.index(), () -> loss.advance(embeddings, state, step));
  }

  @Override
  public ReferenceValues referenceValues(Embeddings outputs) {
    return boundary.require("referenceValues", () -> loss.referenceValues(outputs));
  }

  @Override
  public boolean isMeanOfRows() {
    return boundary.call(loss::isMeanOfRows);
  }

  @Override
  public boolean isTargetCrossEntropy() {
    return boundary.call(loss::isTargetCrossEntropy);
  }

  @Override
  public boolean reliesOnBatchNormalisation() {
    return boundary.call(loss::reliesOnBatchNormalisation);
  }
}
