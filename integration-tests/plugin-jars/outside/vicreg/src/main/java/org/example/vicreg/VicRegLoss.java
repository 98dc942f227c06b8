package org.example.vicreg;

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
import java.util.function.Function;

/**
 * VICReg's loss over the outputs {@code z1} and {@code z2} of two views, of shape {@code [batch,
 * width]} (Bardes, Ponce and LeCun, arXiv 2105.04906, equations 1 to 6):
 *
 * <pre>{@code
 * loss = invariance * mean((z1 - z2)^2)
 *      + variance   * (v(z1) + v(z2)) / 2
 *      + covariance * (c(z1) + c(z2))
 * v(z) = mean over columns of max(0, 1 - sqrt(var(z) + 1e-4))
 * c(z) = sum of squares of cov(z) off its diagonal, over the width
 * }</pre>
 *
 * <p>Variances and covariances are unbiased. The distance is a mean over the width too, and the
 * variance term a mean over both views, as in the authors' program. The loss is at least 0. There
 * is one network and no stop-gradient: both views learn.
 *
 * @param invariance the weight of the distance, at least 0
 * @param variance the weight of small deviations, at least 0
 * @param covariance the weight of covariances, at least 0
 */
record VicRegLoss(double invariance, double variance, double covariance) implements Loss {

  private static final double EPSILON = 1e-4;

  @Override
  public List<RoleRequirement> roles() {
    return List.of(RoleRequirement.prediction(ViewSelection.global()));
  }

  @Override
  public Tensor compute(Embeddings embeddings, State state, Step step) {
    List<Tensor> views = List.copyOf(embeddings.predictions().values());
    if (views.size() != 2) {
      throw new IllegalArgumentException(
          "vicreg needs predictions of two global views, but has those of the views "
              + embeddings.of(Role.PREDICTION).keySet());
    }
    Tensor distance = views.get(0).subtract(views.get(1)).square().mean();
    return distance
        .multiply(invariance)
        .add(sum(views, VicRegLoss::smallDeviations).multiply(variance / 2))
        .add(sum(views, VicRegLoss::covariances).multiply(covariance));
  }

  private static Tensor sum(List<Tensor> views, Function<Tensor, Tensor> term) {
    return views.stream().map(term).reduce(Tensor::add).orElseThrow();
  }

  private static Tensor smallDeviations(Tensor rows) {
    Tensor variances = centred(rows).square().sum(0, false).divide(rows.size(0) - 1);
    Tensor deviations = variances.add(EPSILON).sqrt();
    return deviations.multiply(-1).add(1).maximum(0).mean();
  }

  private static Tensor covariances(Tensor rows) {
    Tensor centred = centred(rows);
    Tensor covariances = centred.transpose().matmul(centred).divide(rows.size(0) - 1);
    Tensor all = covariances.square().sum();
    return all.subtract(covariances.diagonal().square().sum()).divide(rows.size(1));
  }

  private static Tensor centred(Tensor rows) {
    return rows.subtract(rows.mean(0, true));
  }

  /** Unrelated outputs of variance 1 are 2 apart; if all are the same, only their spread counts. */
  @Override
  public ReferenceValues referenceValues(Embeddings outputs) {
    int rows = outputs.predictions().values().iterator().next().size(0);
    return new ReferenceValues(
        invariance * 2 * (rows - 1) / rows, variance * (1 - Math.sqrt(EPSILON)));
  }

  @Override
  public boolean isMeanOfRows() {
    return false;
  }
}
