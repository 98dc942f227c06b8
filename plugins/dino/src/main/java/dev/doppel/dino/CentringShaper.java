package dev.doppel.dino;

import dev.doppel.spi.guard.TargetShaper;
import dev.doppel.spi.loss.Embeddings;
import dev.doppel.spi.loss.TargetForm;
import dev.doppel.spi.schedule.Schedule;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.tensor.Shape;
import dev.doppel.spi.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * DINO's way to keep targets apart (Caron et al., arXiv 2104.14294):
 *
 * <pre>{@code
 * target = softmax((t - centre) / temperature)
 * centre = momentum * centre + (1 - momentum) * mean over batch and views of t
 * }</pre>
 *
 * <p>A centre taken off keeps one prototype from getting all weight, but drives targets to the
 * uniform distribution; a low temperature does the opposite. Targets are of shape {@code [batch,
 * prototypes]}. The centre, of shape {@code [1, prototypes]}, starts at 0 and moves after the loss
 * of a step was computed, by the raw targets.
 *
 * @param temperature the teacher's temperature at each step, above 0
 * @param momentum the share that the centre keeps, in [0, 1]
 */
record CentringShaper(Schedule temperature, double momentum) implements TargetShaper {

  private static final String TEMPERATURE = "teacher-temperature";
  private static final String CENTRE = "centre";

  @Override
  public TargetForm form() {
    return TargetForm.DISTRIBUTION;
  }

  @Override
  public Map<String, Schedule> schedules() {
    return Map.of(TEMPERATURE, temperature);
  }

  @Override
  public State initialState(Embeddings raw) {
    Tensor any = raw.targets().get(raw.targets().firstKey());
    return State.empty().with(CENTRE, any.full(Shape.of(1, any.size(1)), 0));
  }

  @Override
  public List<Tensor> shape(Embeddings raw, State state, Step step) {
    Tensor centre = state.tensor(CENTRE);
    double divisor = step.value(TEMPERATURE);
    List<Tensor> shaped = new ArrayList<>();
    for (Tensor target : raw.targets().values()) {
      shaped.add(target.subtract(centre).divide(divisor).softmax(1));
    }
    return shaped;
  }

  @Override
  public State advance(Embeddings raw, State state, Step step) {
    Tensor share = mean(raw.targets().values()).multiply(1 - momentum);
    return state.with(CENTRE, state.tensor(CENTRE).multiply(momentum).add(share));
  }

  private static Tensor mean(Collection<Tensor> targets) {
    return targets.stream()
        .map(target -> target.mean(0, true))
        .reduce(Tensor::add)
        .orElseThrow(() -> new IllegalArgumentException("centring needs targets; there are none"))
        .divide(targets.size());
  }
}
