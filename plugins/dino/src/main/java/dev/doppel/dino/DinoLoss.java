package dev.doppel.dino;

import dev.doppel.spi.loss.Embeddings;
import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.loss.ReferenceValues;
import dev.doppel.spi.loss.RoleRequirement;
import dev.doppel.spi.loss.TargetForm;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.tensor.Tensor;
import dev.doppel.spi.view.ViewSelection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * <p>The sum over pairs is taken apart: each prediction meets the sum of the targets that it is
 * compared with, and views with the same targets, all local ones, do so together.
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
    SortedMap<Integer, Tensor> targets = embeddings.targets();
    List<Tensor> products = new ArrayList<>();
    List<Tensor> ofOtherViews = new ArrayList<>();
    int pairs = 0;
    for (Map.Entry<Integer, Tensor> prediction : embeddings.predictions().entrySet()) {
      Tensor logarithms = prediction.getValue().divide(temperature).logSoftmax(1);
      List<Tensor> others = without(prediction.getKey(), targets);
      pairs += others.size();
      if (others.size() == targets.size()) {
        ofOtherViews.add(logarithms);
      } else {
        sum(others).ifPresent(target -> products.add(target.multiply(logarithms).sum()));
      }
    }
    Optional<Tensor> allTargets = sum(List.copyOf(targets.values()));
    sum(ofOtherViews)
        .ifPresent(
            logarithms ->
                allTargets.ifPresent(target -> products.add(target.multiply(logarithms).sum())));
    int summands = pairs * batch(embeddings);
    return sum(products).orElseThrow(() -> noPair(embeddings)).divide(-summands);
  }

  private static List<Tensor> without(int view, SortedMap<Integer, Tensor> targets) {
    return targets.entrySet().stream()
        .filter(target -> target.getKey() != view)
        .map(Map.Entry::getValue)
        .toList();
  }

  private static Optional<Tensor> sum(List<Tensor> tensors) {
    return tensors.stream().reduce(Tensor::add);
  }

  private static int batch(Embeddings embeddings) {
    return embeddings.predictions().values().stream()
        .mapToInt(rows -> rows.size(0))
        .findFirst()
        .orElse(0);
  }

  private static IllegalArgumentException noPair(Embeddings embeddings) {
    return new IllegalArgumentException(
        "dino needs a prediction and another view's target, but has predictions of the views "
            + embeddings.predictions().keySet()
            + " and targets of the views "
            + embeddings.targets().keySet());
  }

  @Override
  public ReferenceValues referenceValues(Embeddings outputs) {
    SortedMap<Integer, Tensor> predictions = outputs.predictions();
    return new ReferenceValues(Math.log(predictions.get(predictions.firstKey()).size(1)), 0);
  }

  @Override
  public boolean isMeanOfRows() {
    return true;
  }
}
