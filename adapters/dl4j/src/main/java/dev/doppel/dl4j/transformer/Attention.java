package dev.doppel.dl4j.transformer;

import dev.doppel.dl4j.layer.Elementwise;
import dev.doppel.dl4j.layer.MatrixMultiplication;
import dev.doppel.dl4j.layer.Memory;
import dev.doppel.dl4j.layer.NativeOperation;
import dev.doppel.dl4j.layer.Scratch;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Attention by heads (arXiv 1706.03762): {@code P V} with {@code P = softmax(Q K' / sqrt(size))},
 * each head on its own columns. Queries, keys and values are read, and gradients written, where
 * they lie between those of other heads.
 */
final class Attention {

  private static final int QUERY = 0;
  private static final int KEY = 1;
  private static final int VALUE = 2;
  private static final int PARTS = 3;

  private final int heads;
  private final NativeOperation softmax = new NativeOperation("softmax", new double[0], 3);
  private final Elementwise elementwise = new Elementwise();
  private final MatrixMultiplication product = new MatrixMultiplication(false, false, 1, 0);
  private final MatrixMultiplication byRows = new MatrixMultiplication(false, true, 1, 0);
  private final MatrixMultiplication byColumns = new MatrixMultiplication(true, false, 1, 0);
  private final MatrixMultiplication scores;
  private final MatrixMultiplication queryGradient;
  private final MatrixMultiplication keyGradient;
  private INDArray columnOfOnes;

  Attention(int heads, int width) {
    double scale = 1 / Math.sqrt((double) width / heads);
    this.heads = heads;
    this.scores = new MatrixMultiplication(false, true, scale, 0);
    this.queryGradient = new MatrixMultiplication(false, false, scale, 0);
    this.keyGradient = new MatrixMultiplication(true, false, scale, 0);
  }

  /**
   * Runs forwards.
   *
   * @param joined queries, keys and values side by side, {@code [batch, tokens, 3 * width]}
   * @param weights where the weights go, {@code [batch, heads, tokens, tokens]}
   * @param mixed where the output goes, {@code [batch, tokens, width]}
   */
  void forward(INDArray joined, INDArray weights, INDArray mixed) {
    scores.run(part(joined, QUERY), part(joined, KEY), weights);
    softmax.run(List.of(weights), List.of(weights));
    product.run(weights, part(joined, VALUE), byHead(mixed));
  }

  /**
   * Runs backwards: with the output's gradient {@code g}, that by the values is {@code P' g}, and
   * that by the scores {@code P (d - sum(d P))} with {@code d = g V'}, sums by query.
   *
   * @param joined as in the forward pass
   * @param weights as the forward pass wrote them
   * @param gradient the output's gradient, {@code [batch, tokens, width]}
   * @param result where the gradient by {@code joined} goes
   */
  void backward(INDArray joined, INDArray weights, INDArray gradient, INDArray result) {
    INDArray output = byHead(gradient);
    byColumns.run(weights, output, part(result, VALUE));
    try (Scratch scratch = new Scratch()) {
      INDArray score = scratch.array(weights.dataType(), weights.shape());
      byRows.run(output, part(joined, VALUE), score);
      subtractMeans(scratch, weights, score);
      queryGradient.run(score, part(joined, KEY), part(result, QUERY));
      keyGradient.run(score, part(joined, QUERY), part(result, KEY));
    }
  }

  /** Turns the gradient by the weights into that by the scores. */
  private void subtractMeans(Scratch scratch, INDArray weights, INDArray gradient) {
    long tokens = weights.size(3);
    long rows = weights.length() / tokens;
    INDArray flatWeights = weights.reshape('c', rows, tokens);
    INDArray flat = gradient.reshape('c', rows, tokens);
    INDArray products = scratch.array(weights.dataType(), rows, tokens);
    INDArray means = scratch.array(weights.dataType(), rows, 1);
    if (columnOfOnes == null || columnOfOnes.size(0) != tokens) {
      columnOfOnes = Memory.lasting(weights.dataType(), 1, tokens, 1);
    }
    elementwise.multiply(flat, flatWeights, products);
    product.run(products, columnOfOnes, means);
    elementwise.subtract(flat, means, flat);
    elementwise.multiply(flat, flatWeights, flat);
  }

  /** Queries, keys or values, {@code [batch, heads, tokens, size]}. */
  private INDArray part(INDArray joined, int part) {
    long size = joined.size(2) / PARTS / heads;
    return joined
        .reshape('c', joined.size(0), joined.size(1), PARTS, heads, size)
        .get(
            NDArrayIndex.all(),
            NDArrayIndex.all(),
            NDArrayIndex.point(part),
            NDArrayIndex.all(),
            NDArrayIndex.all())
        .permute(0, 2, 1, 3);
  }

  private INDArray byHead(INDArray tokens) {
    return tokens
        .reshape('c', tokens.size(0), tokens.size(1), heads, tokens.size(2) / heads)
        .permute(0, 2, 1, 3);
  }
}
