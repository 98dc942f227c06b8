package dev.doppel.runtime.boundary;

import dev.doppel.spi.guard.TargetShaper;
import dev.doppel.spi.loss.Embeddings;
import dev.doppel.spi.loss.HeadParameter;
import dev.doppel.spi.loss.RoleRequirement;
import dev.doppel.spi.loss.TargetForm;
import dev.doppel.spi.schedule.Schedule;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.tensor.Shape;
import dev.doppel.spi.tensor.Tensor;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A target shaper behind a boundary.
 *
 * @param shaper the target shaper
 * @param boundary the boundary
 */
record CheckedTargetShaper(TargetShaper shaper, PluginBoundary boundary) implements TargetShaper {

  @Override
  public Map<String, Schedule> schedules() {
    return CheckedSchedule.all(shaper, Set.of(), boundary);
  }

  @Override
  public TargetForm form() {
    return boundary.require("form", shaper::form);
  }

  @Override
  public List<RoleRequirement> roles() {
    return boundary.requireAll("roles", shaper::roles);
  }

  @Override
  public Set<HeadParameter> headParameters() {
    return boundary.requireAll("headParameters", shaper::headParameters);
  }

  @Override
  public State initialState(Embeddings raw) {
    return boundary.require("initialState", () -> shaper.initialState(raw));
  }

  @Override
  public List<Tensor> shape(Embeddings raw, State state, Step step) {
    List<Tensor> shaped =
        boundary.requireAllInTime("shape", step.index(), () -> shaper.shape(raw, state, step));
    if (boundary.checks().lookAtShapes()) {
      requireShapes(raw.targets(), shaped, step.index());
    }
    return shaped;
  }

  private void requireShapes(Map<Integer, Tensor> raw, List<Tensor> shaped, long step) {
    if (shaped.size() != raw.size()) {
      throw boundary.fault(
          "returned %d targets at step %d, expected %d, one a view"
              .formatted(shaped.size(), step, raw.size()));
    }
    Iterator<Tensor> targets = shaped.iterator();
    raw.forEach(
        (view, target) -> {
          Shape shape = targets.next().shape();
          if (!shape.equals(target.shape())) {
            throw boundary.fault(
                "returned a target of shape %s for view %d at step %d, expected %s"
                    .formatted(shape, view, step, target.shape()));
          }
        });
  }

  @Override
  public State advance(Embeddings raw, State state, Step step) {
    return boundary.requireInTime("advance", step.index(), () -> shaper.advance(raw, state, step));
  }
}
