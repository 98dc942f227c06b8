package dev.doppel.dl4j;

import dev.doppel.spi.guard.TargetShaper;
import dev.doppel.spi.loss.Embeddings;
import dev.doppel.spi.loss.HeadParameter;
import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.loss.Network;
import dev.doppel.spi.loss.ReferenceValues;
import dev.doppel.spi.loss.Role;
import dev.doppel.spi.loss.RoleRequirement;
import dev.doppel.spi.loss.Stage;
import dev.doppel.spi.loss.TargetForm;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.tensor.Tensor;
import dev.doppel.spi.view.ViewSelection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A loss over prototypes' scores that needs all that SwAV's does: scores of all views, those of
 * global ones as targets, projections for a queue, and the prototypes. Its shaper notes by how much
 * scores differ from the products of what it is given.
 */
final class PrototypeScores implements Loss {

  @Override
  public List<RoleRequirement> roles() {
    return List.of(
        RoleRequirement.prediction(ViewSelection.all()),
        new RoleRequirement(Role.TARGET, Network.ONLINE, Stage.PREDICTION, ViewSelection.global()));
  }

  @Override
  public TargetForm targetForm() {
    return TargetForm.DISTRIBUTION;
  }

  /** The mean cross-entropy of all views with each target. */
  @Override
  public Tensor compute(Embeddings embeddings, State state, Step step) {
    Tensor sum = null;
    int pairs = 0;
    for (Tensor target : embeddings.targets().values()) {
      for (Tensor scores : embeddings.predictions().values()) {
        Tensor term = target.multiply(scores.multiply(4).logSoftmax(1)).sum();
        sum = sum == null ? term : sum.add(term);
        pairs += scores.shape().size(0);
      }
    }
    return sum.multiply(-1.0 / pairs);
  }

  @Override
  public ReferenceValues referenceValues(Embeddings outputs) {
    double uniform = Math.log(outputs.predictions().get(0).size(1));
    return new ReferenceValues(uniform, uniform);
  }

  @Override
  public boolean isMeanOfRows() {
    return true;
  }

  /** Sharpens targets, and looks at all else that was asked for. */
  static final class Sharpening implements TargetShaper {

    /** The largest difference of a score from its product, of each batch. */
    final List<Double> differences = new ArrayList<>();

    /** The largest difference of a prototype's squared length from 1, of each batch. */
    final List<Double> lengths = new ArrayList<>();

    @Override
    public TargetForm form() {
      return TargetForm.DISTRIBUTION;
    }

    @Override
    public List<RoleRequirement> roles() {
      return List.of(RoleRequirement.queue(ViewSelection.global()));
    }

    @Override
    public Set<HeadParameter> headParameters() {
      return Set.of(HeadParameter.PROTOTYPES);
    }

    @Override
    public List<Tensor> shape(Embeddings raw, State state, Step step) {
      Tensor prototypes = raw.get(HeadParameter.PROTOTYPES);
      double largest = 0;
      List<Tensor> shaped = new ArrayList<>();
      for (int view : raw.targets().keySet()) {
        Tensor scores = raw.get(Role.TARGET, view);
        Tensor products = raw.get(Role.QUEUE, view).matmul(prototypes.transpose());
        largest = Math.max(largest, largest(scores.subtract(products)));
        shaped.add(scores.multiply(10).softmax(1));
      }
      differences.add(largest);
      lengths.add(largest(prototypes.multiply(prototypes).sum(1, true).add(-1)));
      return shaped;
    }

    private static double largest(Tensor tensor) {
      double largest = 0;
      for (double value : tensor.toArray()) {
        largest = Math.max(largest, Math.abs(value));
      }
      return largest;
    }
  }
}
