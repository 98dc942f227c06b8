package dev.doppel.runtime.metric;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * A weighted k-nearest-neighbour classifier over frozen features, the usual probe of an encoder
 * that needs no training (Wu et al., arXiv 1805.01978, section 3.4; DINO, arXiv 2104.14294, section
 * 4.1).
 *
 * <p>Neighbours are found by cosine similarity; each of the k nearest votes for its class with
 * {@code exp(similarity / temperature)}. Of equally similar samples the one with the lower index
 * counts as nearer; equal votes go to the lowest class.
 *
 * <p>A float32 matrix product finds a few more candidates than k, and float64 similarities decide
 * among them, so votes are exact to float64 rounding. Results do not depend on the number of
 * threads; the common fork-join pool does the work. Immutable and safe to use from several threads.
 */
public final class KNearestNeighbours {

  /** Enough for vector instructions to pay, and for a block to stay in the fast cache. */
  private static final int PANEL_COLUMNS = 512;

  private static final int QUERY_BLOCK = 64;

  /** Candidates beyond k: float32 may swap similarities that differ by less than 1e-6. */
  private static final int SPARE_CANDIDATES = 16;

  private final float[][] bank;
  private final double[] bankNorms;
  private final int[] labels;
  private final int classes;
  private final int width;
  private final NeighbourSettings settings;
  private final float[][][] panels;

  /**
   * Prepares a bank of labelled features.
   *
   * @param bank the features, one row a sample; kept, not copied, and not to be changed
   * @param labels the class of each row, from 0
   * @param classes the number of classes, at least 1
   * @param settings how votes are counted
   * @throws IllegalArgumentException if rows differ in width or are not finite, a label is out of
   *     range, or the bank has fewer rows than neighbours are asked for
   */
  public KNearestNeighbours(float[][] bank, int[] labels, int classes, NeighbourSettings settings) {
    this.width = FeatureRows.checkedWidth("bank", bank);
    FeatureRows.checkLabels("bank", bank, labels, classes);
    if (settings.neighbours() > bank.length) {
      throw new IllegalArgumentException(
          "%d neighbours are asked for, but the bank has %d rows"
              .formatted(settings.neighbours(), bank.length));
    }
    this.bank = bank.clone();
    this.labels = labels.clone();
    this.classes = classes;
    this.settings = settings;
    this.bankNorms = norms(bank);
    this.panels = panels(directions(bank, bankNorms));
  }

  private static float[][][] panels(float[][] directions) {
    int count = (directions.length + PANEL_COLUMNS - 1) / PANEL_COLUMNS;
    return IntStream.range(0, count)
        .mapToObj(
            panel ->
                FeatureRows.transposed(
                    directions,
                    panel * PANEL_COLUMNS,
                    Math.min(directions.length, (panel + 1) * PANEL_COLUMNS)))
        .toArray(float[][][]::new);
  }

  /**
   * The votes that each class receives.
   *
   * @param queries the features, one row a sample
   * @return one row a query, one column a class: the sum of the votes of its neighbours
   * @throws IllegalArgumentException if rows differ in width from the bank or are not finite
   */
  public double[][] votes(float[][] queries) {
    FeatureRows.check("queries", queries, width);
    double[][] votes = new double[queries.length][];
    int blocks = (queries.length + QUERY_BLOCK - 1) / QUERY_BLOCK;
    IntStream.range(0, blocks)
        .parallel()
        .forEach(
            block -> {
              int from = block * QUERY_BLOCK;
              voteBlock(queries, from, Math.min(queries.length, from + QUERY_BLOCK), votes);
            });
    return votes;
  }

  /**
   * The class with most votes for each query.
   *
   * @param queries the features, one row a sample
   * @return the classes, from 0
   * @throws IllegalArgumentException if rows differ in width from the bank or are not finite
   */
  public int[] predict(float[][] queries) {
    double[][] votes = votes(queries);
    int[] predictions = new int[queries.length];
    for (int query = 0; query < queries.length; query++) {
      for (int label = 1; label < classes; label++) {
        if (votes[query][label] > votes[query][predictions[query]]) {
          predictions[query] = label;
        }
      }
    }
    return predictions;
  }

  /**
   * The share of queries whose class is predicted right.
   *
   * @param queries the features, one row a sample
   * @param queryLabels the class of each query, from 0
   * @return the accuracy, from 0 to 1; {@code NaN} without queries
   * @throws IllegalArgumentException if rows differ in width from the bank or are not finite, or
   *     there are not as many labels as queries
   */
  public double accuracy(float[][] queries, int[] queryLabels) {
    return FeatureRows.accuracy(predict(queries), queryLabels);
  }

  private void voteBlock(float[][] queries, int from, int to, double[][] votes) {
    float[][] block = Arrays.copyOfRange(queries, from, to);
    double[] norms = norms(block);
    Nearest[] nearest = nearest(directions(block, norms));
    for (int query = from; query < to; query++) {
      votes[query] = count(queries[query], norms[query - from], nearest[query - from].indices());
    }
  }

  private Nearest[] nearest(float[][] directions) {
    int capacity = Math.min(bank.length, settings.neighbours() + SPARE_CANDIDATES);
    Nearest[] nearest = new Nearest[directions.length];
    Arrays.setAll(nearest, query -> new Nearest(capacity));
    for (int panel = 0; panel < panels.length; panel++) {
      float[][] similarities = new float[directions.length][panels[panel][0].length];
      MatrixProduct.add(directions, panels[panel], similarities);
      for (int query = 0; query < directions.length; query++) {
        for (int column = 0; column < similarities[query].length; column++) {
          nearest[query].offer(similarities[query][column], panel * PANEL_COLUMNS + column);
        }
      }
    }
    return nearest;
  }

  private double[] count(float[] query, double queryNorm, int[] candidates) {
    record Neighbour(int index, double similarity) {}
    double[] votes = new double[classes];
    IntStream.of(candidates)
        .mapToObj(
            index -> new Neighbour(index, dot(query, bank[index]) / (queryNorm * bankNorms[index])))
        .sorted(
            Comparator.comparingDouble(Neighbour::similarity)
                .reversed()
                .thenComparingInt(Neighbour::index))
        .limit(settings.neighbours())
        .forEachOrdered(
            neighbour ->
                votes[labels[neighbour.index()]] +=
                    Math.exp(neighbour.similarity() / settings.temperature()));
    return votes;
  }

  private static double[] norms(float[][] rows) {
    return IntStream.range(0, rows.length)
        .mapToDouble(row -> Math.max(Math.sqrt(dot(rows[row], rows[row])), Spread.LEAST_NORM))
        .toArray();
  }

  private static float[][] directions(float[][] rows, double[] norms) {
    float[][] directions = new float[rows.length][rows.length == 0 ? 0 : rows[0].length];
    for (int row = 0; row < rows.length; row++) {
      for (int i = 0; i < directions[row].length; i++) {
        directions[row][i] = (float) (rows[row][i] / norms[row]);
      }
    }
    return directions;
  }

  /** In four sums, which a processor adds side by side. */
  private static double dot(float[] left, float[] right) {
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int i = 0;
    for (; i + 3 < left.length; i += 4) {
      first += (double) left[i] * right[i];
      second += (double) left[i + 1] * right[i + 1];
      third += (double) left[i + 2] * right[i + 2];
      fourth += (double) left[i + 3] * right[i + 3];
    }
    for (; i < left.length; i++) {
      first += (double) left[i] * right[i];
    }
    return (first + second) + (third + fourth);
  }
}
