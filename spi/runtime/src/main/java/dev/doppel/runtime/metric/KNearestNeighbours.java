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

  private final Vectors bank;
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
    this(Vectors.of(bank), labels, classes, settings);
  }

  /**
   * The same for features in float64.
   *
   * @param bank the features, one row a sample; kept, not copied, and not to be changed
   * @param labels the class of each row, from 0
   * @param classes the number of classes, at least 1
   * @param settings how votes are counted
   * @throws IllegalArgumentException if rows differ in width or are not finite, a label is out of
   *     range, or the bank has fewer rows than neighbours are asked for
   */
  public KNearestNeighbours(
      double[][] bank, int[] labels, int classes, NeighbourSettings settings) {
    this(Vectors.of(bank), labels, classes, settings);
  }

  private KNearestNeighbours(Vectors bank, int[] labels, int classes, NeighbourSettings settings) {
    this.width = FeatureRows.checkedWidth("bank", bank);
    FeatureRows.checkLabels("bank", labels, bank.count(), classes);
    if (settings.neighbours() > bank.count()) {
      throw new IllegalArgumentException(
          "%d neighbours are asked for, but the bank has %d rows"
              .formatted(settings.neighbours(), bank.count()));
    }
    this.bank = bank;
    this.labels = labels.clone();
    this.classes = classes;
    this.settings = settings;
    this.bankNorms = norms(bank, 0, bank.count());
    this.panels = panels();
  }

  private float[][][] panels() {
    int count = (bank.count() + PANEL_COLUMNS - 1) / PANEL_COLUMNS;
    return IntStream.range(0, count)
        .mapToObj(
            panel -> {
              int from = panel * PANEL_COLUMNS;
              int to = Math.min(bank.count(), from + PANEL_COLUMNS);
              double[] norms = Arrays.copyOfRange(bankNorms, from, to);
              return FeatureRows.transposed(directions(bank, from, norms), 0, to - from);
            })
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
    return votes(Vectors.of(queries));
  }

  /**
   * The same for features in float64.
   *
   * @param queries the features, one row a sample
   * @return one row a query, one column a class: the sum of the votes of its neighbours
   * @throws IllegalArgumentException if rows differ in width from the bank or are not finite
   */
  public double[][] votes(double[][] queries) {
    return votes(Vectors.of(queries));
  }

  private double[][] votes(Vectors queries) {
    FeatureRows.check("queries", queries, width);
    double[][] votes = new double[queries.count()][];
    int blocks = (queries.count() + QUERY_BLOCK - 1) / QUERY_BLOCK;
    IntStream.range(0, blocks)
        .parallel()
        .forEach(
            block -> {
              int from = block * QUERY_BLOCK;
              voteBlock(queries, from, Math.min(queries.count(), from + QUERY_BLOCK), votes);
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
    return winners(votes(queries));
  }

  /**
   * The same for features in float64.
   *
   * @param queries the features, one row a sample
   * @return the classes, from 0
   * @throws IllegalArgumentException if rows differ in width from the bank or are not finite
   */
  public int[] predict(double[][] queries) {
    return winners(votes(queries));
  }

  private static int[] winners(double[][] votes) {
    return Arrays.stream(votes).mapToInt(KNearestNeighbours::winner).toArray();
  }

  private static int winner(double[] votes) {
    int winner = 0;
    for (int label = 1; label < votes.length; label++) {
      winner = votes[label] > votes[winner] ? label : winner;
    }
    return winner;
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

  private void voteBlock(Vectors queries, int from, int to, double[][] votes) {
    double[] norms = norms(queries, from, to);
    Nearest[] nearest = nearest(directions(queries, from, norms));
    double[] query = new double[width];
    for (int row = from; row < to; row++) {
      queries.copy(row, query);
      votes[row] = count(query, norms[row - from], nearest[row - from].indices());
    }
  }

  private Nearest[] nearest(float[][] directions) {
    int capacity = Math.min(bank.count(), settings.neighbours() + SPARE_CANDIDATES);
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

  private double[] count(double[] query, double queryNorm, int[] candidates) {
    record Neighbour(int index, double similarity) {}
    double[] row = new double[width];
    double[] votes = new double[classes];
    IntStream.of(candidates)
        .mapToObj(
            index -> {
              bank.copy(index, row);
              return new Neighbour(
                  index, InnerProduct.of(query, row) / (queryNorm * bankNorms[index]));
            })
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

  private double[] norms(Vectors rows, int from, int to) {
    double[] row = new double[width];
    double[] norms = new double[to - from];
    for (int i = 0; i < norms.length; i++) {
      rows.copy(from + i, row);
      norms[i] = Math.max(Math.sqrt(InnerProduct.of(row, row)), Spread.LEAST_NORM);
    }
    return norms;
  }

  /** As many rows as there are norms, divided by them. */
  private float[][] directions(Vectors rows, int from, double[] norms) {
    float[][] directions = new float[norms.length][width];
    for (int i = 0; i < norms.length; i++) {
      for (int j = 0; j < width; j++) {
        directions[i][j] = (float) (rows.get(from + i, j) / norms[i]);
      }
    }
    return directions;
  }
}
