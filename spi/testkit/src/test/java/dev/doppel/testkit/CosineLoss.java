package dev.doppel.testkit;

import dev.doppel.spi.loss.Embeddings;
import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.loss.ReferenceValues;
import dev.doppel.spi.loss.Role;
import dev.doppel.spi.loss.RoleRequirement;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.tensor.Tensor;
import dev.doppel.spi.view.ViewSelection;
import java.util.List;

/** A loss that keeps the contract, for the variants that break it: 1 - cos, crosswise, summed. */
class CosineLoss implements Loss {

  @Override
  public List<RoleRequirement> roles() {
    return List.of(
        RoleRequirement.prediction(ViewSelection.all()),
        RoleRequirement.target(ViewSelection.all()));
  }

  @Override
  public Tensor compute(Embeddings embeddings, State state, Step step) {
    Tensor first = rows(embeddings.get(Role.PREDICTION, 0), embeddings.get(Role.TARGET, 1));
    if (embeddings.predictions().size() == 1) {
      return first.mean();
    }
    return first
        .add(rows(embeddings.get(Role.PREDICTION, 1), embeddings.get(Role.TARGET, 0)))
        .mean();
  }

  /** The loss of each row. */
  Tensor rows(Tensor prediction, Tensor target) {
    return prediction.l2Normalize(1).multiply(target.l2Normalize(1)).sum(1, false).negate().add(1);
  }

  @Override
  public ReferenceValues referenceValues(Embeddings outputs) {
    return new ReferenceValues(outputs.predictions().size(), 0);
  }

  @Override
  public boolean isMeanOfRows() {
    return true;
  }
}
