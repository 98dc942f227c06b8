package dev.doppel.simclr;

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
 * SimCLR's loss NT-Xent, the normalised temperature-scaled cross entropy: each view is to be told
 * apart from all other views of the batch as the one of the same sample (Chen et al., arXiv
 * 2002.05709).
 *
 * <pre>{@code
 * term(i, j) = -log(exp(cos(z_i, z_j) / T) / sum over k != i of exp(cos(z_i, z_k) / T))
 * loss = mean over all 2n rows of term(row, the other view of its sample)
 * }</pre>
 *
 * <p>Predictions are of shape {@code [n, width]}; the loss is at least 0, and {@code ln(2n - 1)}
 * both for unrelated outputs and if all outputs are the same: collapse does not lower it. With more
 * than two global views each row has several positives, whose terms it averages, as supervised
 * contrastive learning does with samples of one class (arXiv 2004.11362); the denominator has all
 * rows but the row itself, so that both values are {@code ln(views * n - 1)}. Local crops take no
 * part.
 *
 * <p>Cosines over the temperature are within 50, so that exponentials need no shift against
 * overflow: the sum over a batch stays far from the ends of float32.
 */
final class SimClrLoss implements Loss {

  /** What a row's logit with itself is lowered by: its exponential becomes 0. */
  private static final double EXCLUDED = 1e9;

  private final double temperature;
  private final boolean sumOverViews;

  /**
   * A loss.
   *
   * @param temperature the temperature, from 0.02 on
   * @param sumOverViews whether the means over the batch are summed over views, as the authors'
   *     code does with its two, or averaged
   */
  SimClrLoss(double temperature, boolean sumOverViews) {
    this.temperature = temperature;
    this.sumOverViews = sumOverViews;
  }

  @Override
  public List<RoleRequirement> roles() {
    return List.of(RoleRequirement.prediction(ViewSelection.global()));
  }

  @Override
  public Tensor compute(Embeddings embeddings, State state, Step step) {
    List<Tensor> views = views(embeddings);
    int count = views.size();
    Tensor rows = views.get(0).concat(0, views.subList(1, count)).l2Normalize(1);
    int size = rows.size(0);
    Tensor logits = rows.multiply(1 / temperature).matmul(rows.transpose());
    Tensor others = logits.subtract(rows.identity(size).multiply(EXCLUDED)).exp().sum(1, false);
    // A mean over pairs of positives and, inside, over the batch.
    Tensor positives = positives(rows, count).divide((double) (count - 1) * size * temperature);
    Tensor mean = others.log().mean().subtract(positives);
    return sumOverViews ? mean.multiply(count) : mean;
  }

  /** The cosines of all rows with each of their positives, summed; both ways of a pair count. */
  private static Tensor positives(Tensor rows, int count) {
    int batch = rows.size(0) / count;
    List<Tensor> views = new ArrayList<>();
    for (int view = 0; view < count; view++) {
      views.add(rows.slice(0, view * batch, (view + 1) * batch));
    }
    List<Tensor> products = new ArrayList<>();
    for (int left = 0; left < count; left++) {
      for (int right = left + 1; right < count; right++) {
        products.add(views.get(left).multiply(views.get(right)));
      }
    }
    return products.stream().reduce(Tensor::add).orElseThrow().sum().multiply(2);
  }

  private static List<Tensor> views(Embeddings embeddings) {
    if (embeddings.predictions().size() < 2) {
      throw new IllegalArgumentException(
          "simclr needs predictions of two global views or more, but has those of the views "
              + embeddings.predictions().keySet());
    }
    return List.copyOf(embeddings.predictions().values());
  }

  @Override
  public ReferenceValues referenceValues(Embeddings outputs) {
    List<Tensor> views = views(outputs);
    int rows = views.size() * views.get(0).size(0);
    double chance = Math.log(rows - 1.0) * (sumOverViews ? views.size() : 1);
    return new ReferenceValues(chance, chance);
  }

  @Override
  public boolean isMeanOfRows() {
    return false;
  }
}
