package dev.doppel.dino;

import dev.doppel.spi.loss.Embeddings;
import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.loss.ReferenceValues;
import dev.doppel.spi.loss.RoleRequirement;
import dev.doppel.spi.loss.TargetForm;
import dev.doppel.spi.loss.ViewCrossEntropy;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.tensor.Tensor;
import dev.doppel.spi.view.ViewSelection;
import java.util.List;
import java.util.SortedMap;

/**
 * DINO's loss: the student's distribution for each view is to be the teacher's for another, global
 * view (Caron et al., arXiv 2104.14294).
 *
 * <pre>{@code
 * loss = mean over the batch and over pairs of a target P of a view g and a prediction s of a view
 *        v other than g, of -sum_k P_gk ln softmax(s_v / temperature)_k
 * }</pre>
 *
 * <p>Predictions are logits and targets distributions over the same prototypes, both of shape
 * {@code [batch, prototypes]}; the loss is at least 0, {@code ln prototypes} for uniform outputs,
 * and 0 if all outputs have all weight on one prototype. Targets come from a shaper such as {@code
 * centring}, or are the softmax of the teacher's outputs without one. Local crops are predicted
 * from, but are no targets.
 *
 * @param temperature what predictions are divided by, above 0
 */
record DinoLoss(double temperature) implements Loss {

  @Override
  public List<RoleRequirement> roles() {
    return List.of(
        RoleRequirement.prediction(ViewSelection.all()),
        RoleRequirement.target(ViewSelection.global()));
  }

  @Override
  public TargetForm targetForm() {
    return TargetForm.DISTRIBUTION;
  }

  @Override
  public Tensor compute(Embeddings embeddings, State state, Step step) {
    return ViewCrossEntropy.mean("dino", embeddings, temperature);
  }

  @Override
  public ReferenceValues referenceValues(Embeddings outputs) {
    SortedMap<Integer, Tensor> predictions = outputs.predictions();
    return new ReferenceValues(Math.log(predictions.get(predictions.firstKey()).size(1)), 0);
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
