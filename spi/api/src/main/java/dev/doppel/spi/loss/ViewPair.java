package dev.doppel.spi.loss;

import dev.doppel.spi.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A prediction of one view and the target of another, which agree where a method has learned.
 *
 * @param prediction the prediction, of shape {@code [batch, width]}
 * @param target the other view's target, of the same shape
 */
public record ViewPair(Tensor prediction, Tensor target) {

  /**
   * All pairs of a prediction and another view's target.
   *
   * @param loss the name of the loss, for the message
   * @param embeddings the outputs
   * @return the pairs, in the order of the predictions' views, then of the targets'; at least one
   * @throws IllegalArgumentException if there is none
   */
  public static List<ViewPair> of(String loss, Embeddings embeddings) {
    List<ViewPair> pairs = new ArrayList<>();
    embeddings
        .predictions()
        .forEach(
            (view, prediction) ->
                embeddings
                    .targets()
                    .forEach(
                        (other, target) -> {
                          if (!view.equals(other)) {
                            pairs.add(new ViewPair(prediction, target));
                          }
                        }));
    if (pairs.isEmpty()) {
      throw none(loss, embeddings);
    }
    return pairs;
  }

  static IllegalArgumentException none(String loss, Embeddings embeddings) {
    return new IllegalArgumentException(
        loss
            + " needs a prediction and another view's target, but has predictions of the views "
            + embeddings.predictions().keySet()
            + " and targets of the views "
            + embeddings.targets().keySet());
  }
}
