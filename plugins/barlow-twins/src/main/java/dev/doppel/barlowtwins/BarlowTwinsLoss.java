package dev.doppel.barlowtwins;

import dev.doppel.spi.loss.Embeddings;
import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.loss.ReferenceValues;
import dev.doppel.spi.loss.RoleRequirement;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.tensor.Tensor;
import dev.doppel.spi.view.ViewSelection;
import java.util.ArrayList;
import java.util.List;

/**
 * Barlow Twins' loss: the correlations of two views' outputs, dimension by dimension over the
 * batch, are to be the identity (Zbontar et al., arXiv 2103.03230).
 *
 * <pre>{@code
 * c_ij = mean over the batch of standardised(z1)_i * standardised(z2)_j
 * loss = sum over i of (1 - c_ii)^2 + lambda * sum over i != j of c_ij^2
 * }</pre>
 *
 * <p>Predictions are of shape {@code [batch, width]}. Each column is standardised as a batch
 * normalisation without scale and shift does it: by its mean and biased variance over the batch,
 * with 1e-5 added to the variance. The loss is at least 0, and the width both for outputs without
 * any correlation and if all outputs are the same; outputs of rank one, all columns alike, give
 * {@code lambda * width * (width - 1)}. With more than two global views it is the mean over all
 * pairs of views. Local crops take no part.
 */
final class BarlowTwinsLoss implements Loss {

  private static final double EPSILON = 1e-5;

  private final double lambda;

  /**
   * A loss.
   *
   * @param lambda the weight of the redundancy term, at least 0
   */
  BarlowTwinsLoss(double lambda) {
    this.lambda = lambda;
  }

  @Override
  public List<RoleRequirement> roles() {
    return List.of(RoleRequirement.prediction(ViewSelection.global()));
  }

  @Override
  public Tensor compute(Embeddings embeddings, State state, Step step) {
    List<Tensor> views =
        embeddings.predictions().values().stream().map(BarlowTwinsLoss::standardised).toList();
    List<Tensor> pairs = new ArrayList<>();
    for (int left = 0; left < views.size(); left++) {
      for (int right = left + 1; right < views.size(); right++) {
        pairs.add(pair(views.get(left), views.get(right)));
      }
    }
    return pairs.stream()
        .reduce(Tensor::add)
        .orElseThrow(() -> noPair(embeddings))
        .divide(pairs.size());
  }

  private static Tensor standardised(Tensor rows) {
    Tensor centred = rows.subtract(rows.mean(0, true));
    return centred.divide(centred.square().mean(0, true).add(EPSILON).sqrt());
  }

  private Tensor pair(Tensor left, Tensor right) {
    // Divided before the product, which is usually the larger matrix.
    Tensor correlations = left.divide(left.size(0)).transpose().matmul(right);
    Tensor same = correlations.diagonal();
    Tensor squares = same.square().sum();
    Tensor redundancy = correlations.square().sum().subtract(squares).multiply(lambda);
    return same.subtract(1).square().sum().add(redundancy);
  }

  private static IllegalArgumentException noPair(Embeddings embeddings) {
    return new IllegalArgumentException(
        "barlow-twins needs predictions of two global views or more, but has those of the views "
            + embeddings.predictions().keySet());
  }

  @Override
  public ReferenceValues referenceValues(Embeddings outputs) {
    int width = outputs.predictions().values().iterator().next().size(1);
    return new ReferenceValues(width, width);
  }

  @Override
  public boolean isMeanOfRows() {
    return false;
  }
}
