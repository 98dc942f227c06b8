package dev.doppel.swav;

import dev.doppel.spi.loss.Embeddings;
import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.loss.Network;
import dev.doppel.spi.loss.ReferenceValues;
import dev.doppel.spi.loss.Role;
import dev.doppel.spi.loss.RoleRequirement;
import dev.doppel.spi.loss.Stage;
import dev.doppel.spi.loss.TargetForm;
import dev.doppel.spi.loss.ViewCrossEntropy;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.tensor.Tensor;
import dev.doppel.spi.view.ViewSelection;
import java.util.List;
import java.util.SortedMap;

/**
 * SwAV's loss: the prototypes that a view's features are assigned to are predicted from another
 * view (Caron et al., arXiv 2006.09882).
 *
 * <pre>{@code
 * loss = mean over the batch and over pairs of an assignment Q of a view g and scores s of a view v
 *        other than g, of -sum_k Q_gk ln softmax(s_v / temperature)_k
 * }</pre>
 *
 * <p>Scores are the online network's predictions, products of features with prototypes, and
 * assignments what a shaper such as {@code sinkhorn} makes of the scores of global views, under
 * stop-gradient; both are of shape {@code [batch, prototypes]}. The loss is at least 0, and {@code
 * ln prototypes} for uniform outputs. That is its value after collapse too, since assignments that
 * use all prototypes alike cannot tell equal features apart. Local crops are predicted from, but
 * not assigned.
 *
 * <p>It sees scores alone and asks for no prototypes, so that any head can make the scores.
 *
 * @param temperature what scores are divided by, above 0
 */
record SwavLoss(double temperature) implements Loss {

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

  @Override
  public Tensor compute(Embeddings embeddings, State state, Step step) {
    return ViewCrossEntropy.mean("swav", embeddings, temperature);
  }

  @Override
  public ReferenceValues referenceValues(Embeddings outputs) {
    SortedMap<Integer, Tensor> predictions = outputs.predictions();
    double uniform = Math.log(predictions.get(predictions.firstKey()).size(1));
    return new ReferenceValues(uniform, uniform);
  }

  @Override
  public boolean isTargetCrossEntropy() {
    return true;
  }

  @Override
  public boolean isMeanOfRows() {
    return true;
  }
}
