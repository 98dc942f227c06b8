package dev.doppel.runtime.metric;

import java.util.Arrays;
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
 * <p>A float32 matrix product narrows the bank down, with room for its rounding, and float64
 * similarities decide: votes are those of float64 throughout, whatever platform multiplies and
 * however many threads there are. Immutable; safe to use from several threads if the product is.
 */
public final class KNearestNeighbours {

  /** The queries of one product: enough for it to run at full speed. */
  private static final int BLOCK_QUERIES = 512;

  /** The most values of one product: 16 MiB. */
  private static final int BLOCK_VALUES = 1 << 22;

  private final Vectors bank;
  private final double[] bankNorms;
  private final int[] labels;
  private final int classes;
  private final int width;
  private final NeighbourSettings settings;
  private final CandidateSearch search;
  private final MatrixProduct product;

  /**
   * Prepares a bank of labelled features, with products in plain Java.
   *
   * @param bank the features, one row a sample; kept, not copied, and not to be changed
   * @param labels the class of each row, from 0
   * @param classes the number of classes, at least 1
   * @param settings how votes are counted
   * @throws IllegalArgumentException if rows differ in width or are not finite, a label is out of
   *     range, or the bank has fewer rows than neighbours are asked for
   */
  public KNearestNeighbours(float[][] bank, int[] labels, int classes, NeighbourSettings settings) {
    this(bank, labels, classes, settings, MatrixProduct.HOST);
  }

  /**
   * The same with a platform's products.
   *
   * @param bank the features, one row a sample; kept, not copied, and not to be changed
   * @param labels the class of each row, from 0
   * @param classes the number of classes, at least 1
   * @param settings how votes are counted
   * @param product multiplies matrices
   * @throws IllegalArgumentException if rows differ in width or are not finite, a label is out of
   *     range, or the bank has fewer rows than neighbours are asked for
   */
  public KNearestNeighbours(
      float[][] bank,
      int[] labels,
      int classes,
      NeighbourSettings settings,
      MatrixProduct product) {
    this(Vectors.of(bank), labels, classes, settings, product);
  }

  /**
   * The same for features in float64, with products in plain Java.
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
    this(Vectors.of(bank), labels, classes, settings, MatrixProduct.HOST);
  }

  private KNearestNeighbours(
      Vectors bank, int[] labels, int classes, NeighbourSettings settings, MatrixProduct product) {
    this.width = FeatureRows.checkedWidth("bank", bank);
    FeatureRows.checkLabels("bank", labels, bank.count(), classes);
    if (settings.neighbours() > bank.count()) {
      throw new IllegalArgumentException(
          "%d neighbours are asked for, but the bank has %d rows"
              .formatted(settings.neighbours(), bank.count()));
    }
    // Of equal rows, which a dead encoder makes of all samples, only the first k can be among the
    // k nearest: the others would be as many candidates.
    int[] kept = FeatureRows.firstCopies(bank, settings.neighbours());
    this.bank = bank.at(kept);
    this.labels = IntStream.of(kept).map(row -> labels[row]).toArray();
    this.classes = classes;
    this.settings = settings;
    this.bankNorms = FeatureRows.norms(this.bank, 0, kept.length);
    this.search = new CandidateSearch(this.bank, bankNorms, settings.neighbours());
    this.product = product;
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
    int most = Math.max(1, Math.min(BLOCK_QUERIES, BLOCK_VALUES / bank.count()));
    int rows = Math.min(most, votes.length);
    float[] products = new float[rows * bank.count()];
    try (MatrixProduct.Operand operand = product.prepare(search.rows())) {
      for (int start = 0; start < votes.length; start += rows) {
        int from = start;
        int to = Math.min(votes.length, from + rows);
        double[] norms = FeatureRows.norms(queries, from, to);
        CentredRows block = search.queries(queries, from, norms);
        operand.multiply(block.rows(), products);
        IntStream.range(from, to)
            .parallel()
            .forEach(
                row -> {
                  int place = row - from;
                  int[] candidates =
                      search.candidates(block.norms()[place], products, place * bank.count());
                  votes[row] = count(queries, row, norms[place], candidates);
                });
      }
    }
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

  private double[] count(Vectors queries, int index, double queryNorm, int[] candidates) {
    double[] query = new double[width];
    queries.copy(index, query);
    Neighbour[] nearest = new Neighbour[candidates.length];
    for (int i = 0; i < nearest.length; i++) {
      int row = candidates[i];
      nearest[i] = new Neighbour(row, bank.product(row, query) / (queryNorm * bankNorms[row]));
    }
    Arrays.sort(nearest);
    double[] votes = new double[classes];
    for (int i = 0; i < settings.neighbours(); i++) {
      votes[labels[nearest[i].row()]] += Math.exp(nearest[i].similarity() / settings.temperature());
    }
    return votes;
  }

  private record Neighbour(int row, double similarity) implements Comparable<Neighbour> {

    @Override
    public int compareTo(Neighbour other) {
      int bySimilarity = Double.compare(other.similarity, similarity);
      return bySimilarity == 0 ? Integer.compare(row, other.row) : bySimilarity;
    }
  }
}
