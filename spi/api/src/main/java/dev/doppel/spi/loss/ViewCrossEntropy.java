package dev.doppel.spi.loss;

import dev.doppel.spi.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The cross entropy of distributions over prototypes with those predicted from other views, as in
 * DINO (arXiv 2104.14294) and SwAV (arXiv 2006.09882):
 *
 * <pre>{@code
 * mean over the batch and over pairs of a target P of a view g and a prediction s of a view v other
 * than g, of -sum_k P_gk ln softmax(s_v / temperature)_k
 * }</pre>
 *
 * <p>The sum over pairs is taken apart: each prediction meets the sum of the targets that it is
 * compared with, and views with the same targets, all local ones, do so together.
 */
public final class ViewCrossEntropy {

  private ViewCrossEntropy() {}

  /**
   * Computes it.
   *
   * @param loss the name of the loss, for the message
   * @param embeddings predictions, which are logits, and targets, which are distributions over the
   *     same prototypes, both of shape {@code [batch, prototypes]}
   * @param temperature what predictions are divided by, above 0
   * @return a scalar, at least 0; {@code ln prototypes} for uniform outputs
   * @throws IllegalArgumentException if there is no prediction with another view's target
   */
  public static Tensor mean(String loss, Embeddings embeddings, double temperature) {
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
    return sum(products).orElseThrow(() -> ViewPair.none(loss, embeddings)).divide(-summands);
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
}
