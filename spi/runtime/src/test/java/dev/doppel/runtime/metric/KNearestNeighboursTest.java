package dev.doppel.runtime.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class KNearestNeighboursTest {

  private static final NeighbourSettings THREE = new NeighbourSettings(3, 0.07);

  @Test
  void votes_equalDoubleLoop() {
    int classes = 7;
    for (long seed = 1; seed <= 3; seed++) {
      // More rows than a panel, more queries than a block, neither a whole number of them.
      float[][] bank = RandomRows.gaussian(1100, 19, seed);
      float[][] queries = RandomRows.gaussian(150, 19, seed + 10);
      int[] labels = RandomRows.labels(bank.length, classes, seed + 20);
      double[][] expected = naive(bank, labels, classes, queries, 20, 0.07);

      double[][] votes =
          new KNearestNeighbours(bank, labels, classes, NeighbourSettings.DINO).votes(queries);

      for (int query = 0; query < queries.length; query++) {
        for (int label = 0; label < classes; label++) {
          // Similarities to 1e-16, times 1 / 0.07 in the exponent, over 20 terms.
          assertThat(votes[query][label])
              .as("seed %d, query %d, class %d", seed, query, label)
              .isCloseTo(expected[query][label], within(1e-12 * (1 + expected[query][label])));
        }
      }
    }
  }

  @Test
  void votes_doublePrecision_isKept() {
    // To the second query, cosines are -3e-9, -1e-9 and -1; beside 1, float32 drops such parts.
    double[][] bank = {{1, 3e-9}, {1, 1e-9}, {0, 1}};
    double[][] queries = {{1, 0}, {0, -1}};
    KNearestNeighbours classifier =
        new KNearestNeighbours(bank, new int[] {0, 1, 2}, 3, new NeighbourSettings(1, 0.07));
    assertThat(classifier.predict(queries)[1]).isEqualTo(1);
    assertThat(classifier.votes(queries)[1][1]).isCloseTo(Math.exp(-1e-9 / 0.07), within(1e-15));
  }

  @Test
  void predict_clusters_findsTheirClasses() {
    int[] bankLabels = RandomRows.labels(300, 5, 1);
    int[] queryLabels = RandomRows.labels(80, 5, 2);
    KNearestNeighbours classifier =
        new KNearestNeighbours(
            RandomRows.clusters(bankLabels, 8, 30, 3), bankLabels, 5, NeighbourSettings.DINO);
    float[][] queries = RandomRows.clusters(queryLabels, 8, 30, 4);

    assertThat(classifier.predict(queries)).containsExactly(queryLabels);
    assertThat(classifier.accuracy(queries, queryLabels)).isEqualTo(1);
    int[] allWrong = Arrays.stream(queryLabels).map(label -> (label + 1) % 5).toArray();
    assertThat(classifier.accuracy(queries, allWrong)).isZero();
  }

  @Test
  void predict_farNeighbours_areOutvotedByOneNear() {
    // One neighbour at similarity 1 outweighs two at 0.6: e^(1/0.07) > 2 e^(0.6/0.07).
    float[][] bank = {{1, 0}, {0.6f, 0.8f}, {0.6f, -0.8f}};
    assertThat(
            new KNearestNeighbours(bank, new int[] {0, 1, 1}, 2, THREE)
                .predict(new float[][] {{2, 0}}))
        .containsExactly(0);
    // At a high temperature they count by head.
    assertThat(
            new KNearestNeighbours(bank, new int[] {0, 1, 1}, 2, new NeighbourSettings(3, 100))
                .predict(new float[][] {{2, 0}}))
        .containsExactly(1);
  }

  @Test
  void predict_equalVotes_goToTheLowestClass() {
    float[][] bank = {{1, 0}, {1, 0}, {-1, 0}};
    KNearestNeighbours classifier =
        new KNearestNeighbours(bank, new int[] {2, 1, 0}, 3, new NeighbourSettings(2, 0.07));
    assertThat(classifier.predict(new float[][] {{3, 0}})).containsExactly(1);
  }

  @Test
  void predict_equallySimilar_lowerIndexIsNearer() {
    // A collapsed encoder: all samples are equally near, so the first two of the bank vote.
    float[][] bank = new float[700][];
    Arrays.fill(bank, new float[] {1, 2, 3});
    int[] labels = new int[700];
    labels[0] = 3;
    labels[1] = 3;
    KNearestNeighbours classifier =
        new KNearestNeighbours(bank, labels, 4, new NeighbourSettings(2, 0.07));
    assertThat(classifier.predict(new float[][] {{2, 4, 6}})).containsExactly(3);
  }

  @Test
  void votes_whateverTheThreads_areTheSameBits() throws Exception {
    float[][] bank = RandomRows.gaussian(1500, 33, 1);
    float[][] queries = RandomRows.gaussian(400, 33, 2);
    KNearestNeighbours classifier =
        new KNearestNeighbours(bank, RandomRows.labels(1500, 10, 3), 10, NeighbourSettings.LIGHTLY);

    double[][] one = inPool(1, classifier, queries);
    double[][] four = inPool(4, classifier, queries);

    assertThat(Arrays.deepEquals(one, four)).isTrue();
  }

  @Test
  void votes_copiesOfRows_countAsOften_upToK() {
    // Of six equal rows the first three vote, whatever the labels of the others.
    float[][] bank = {{1, 0}, {0, 1}, {1, 0}, {1, 0}, {1, 0}, {0, 1}, {1, 0}, {1, 0}};
    int[] labels = {0, 1, 1, 0, 1, 1, 1, 1};
    double[][] votes =
        new KNearestNeighbours(bank, labels, 2, THREE).votes(new float[][] {{4, 0}, {0, 2}});
    double full = Math.exp(1 / 0.07);
    assertThat(votes[0]).containsExactly(2 * full, full);
    // Two are equal to the second query; the next nearest is the first of the others.
    assertThat(votes[1]).containsExactly(1, 2 * full);
  }

  @Test
  void votes_hundredsOfNearTies_areThoseOfFloat64() {
    // Similarities lie within 1e-8 of 1 or -1, closer than float32 products can tell apart.
    float[][] bank = RandomRows.gaussian(900, 40, 1);
    for (int row = 0; row < bank.length; row++) {
      for (int i = 0; i < bank[row].length; i++) {
        bank[row][i] = (row % 2 == 0 ? 1 : -1) * (1 + 5e-5f * bank[row][i]);
      }
    }
    float[][] queries = Arrays.copyOf(bank, 60);
    int[] labels = RandomRows.labels(bank.length, 9, 2);
    double[][] expected = naive(bank, labels, 9, queries, 20, 0.002);

    double[][] votes =
        new KNearestNeighbours(bank, labels, 9, new NeighbourSettings(20, 0.002)).votes(queries);

    for (int query = 0; query < queries.length; query++) {
      // Similarities to 1e-16, times 1 / 0.002 in the exponent, over 20 terms.
      for (int label = 0; label < 9; label++) {
        assertThat(votes[query][label])
            .as("query %d, class %d", query, label)
            .isCloseTo(expected[query][label], within(1e-11 * (1 + expected[query][label])));
      }
    }
  }

  @Test
  void votes_whateverTheProduct_areTheSameBits() {
    float[][] bank = RandomRows.gaussian(700, 90, 1);
    float[][] queries = RandomRows.gaussian(100, 90, 2);
    int[] labels = RandomRows.labels(700, 10, 3);
    double[][] host =
        new KNearestNeighbours(bank, labels, 10, NeighbourSettings.DINO).votes(queries);

    double[][] other =
        new KNearestNeighbours(
                bank, labels, 10, NeighbourSettings.DINO, KNearestNeighboursTest::oneTermATime)
            .votes(queries);

    assertThat(Arrays.deepEquals(host, other)).isTrue();
  }

  @Test
  void votes_anyNumberOfQueries_closeTheOperand() {
    List<String> calls = new ArrayList<>();
    MatrixProduct product =
        rows -> {
          MatrixProduct.Operand operand = oneTermATime(rows);
          return new MatrixProduct.Operand() {
            @Override
            public void multiply(float[][] left, float[] products) {
              calls.add("multiply " + left.length);
              operand.multiply(left, products);
            }

            @Override
            public void close() {
              calls.add("close");
            }
          };
        };
    KNearestNeighbours classifier =
        new KNearestNeighbours(RandomRows.gaussian(40, 3, 1), new int[40], 1, THREE, product);
    classifier.votes(RandomRows.gaussian(1100, 3, 2));
    assertThat(calls).containsExactly("multiply 512", "multiply 512", "multiply 76", "close");
  }

  @Test
  void votes_zeroRows_areSurvived() {
    float[][] bank = {{0, 0}, {1, 0}, {0, 1}};
    double[][] votes =
        new KNearestNeighbours(bank, new int[] {0, 1, 2}, 3, THREE).votes(new float[1][2]);
    assertThat(votes[0]).containsExactly(1, 1, 1);
  }

  @Test
  void constructor_badInput_saysWhatIsWrong() {
    float[][] bank = {{1, 0}, {0, 1}, {1, 1}};
    assertThatThrownBy(() -> new KNearestNeighbours(bank, new int[] {0, 1}, 2, THREE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the bank has 3 rows but 2 labels");
    assertThatThrownBy(() -> new KNearestNeighbours(bank, new int[] {0, 1, -1}, 2, THREE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("row 2 of the bank has the label -1; labels must be in [0, 2)");
    assertThatThrownBy(() -> new KNearestNeighbours(bank, new int[3], 1, NeighbourSettings.DINO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("20 neighbours are asked for, but the bank has 3 rows");
    assertThatThrownBy(() -> new KNearestNeighbours(new float[0][], new int[0], 1, THREE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the bank has no features");
  }

  @Test
  void votes_badQueries_saysWhatIsWrong() {
    KNearestNeighbours classifier =
        new KNearestNeighbours(new float[][] {{1, 0}, {0, 1}, {1, 1}}, new int[3], 1, THREE);
    assertThatThrownBy(() -> classifier.votes(new float[][] {{1, 2, 3}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("row 0 of the queries has 3 features instead of 2");
    assertThatThrownBy(() -> classifier.votes(new float[][] {{1, Float.NaN}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("row 0 of the queries has the feature NaN; all must be finite");
    assertThatThrownBy(() -> classifier.accuracy(new float[][] {{1, 2}}, new int[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there are 1 queries but 2 labels");
  }

  @Test
  void settings_outOfRange_areRefused() {
    assertThat(NeighbourSettings.DINO).isEqualTo(new NeighbourSettings(20, 0.07));
    assertThat(NeighbourSettings.LIGHTLY).isEqualTo(new NeighbourSettings(200, 0.1));
    assertThatThrownBy(() -> new NeighbourSettings(0, 0.07))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the number of neighbours must be at least 1, not 0");
    assertThatThrownBy(() -> new NeighbourSettings(20, 0.001))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the temperature must be at least 0.002, not 0.001");
  }

  /** A platform's product: another order of additions than the host's. */
  private static MatrixProduct.Operand oneTermATime(float[][] rows) {
    return new MatrixProduct.Operand() {
      @Override
      public void multiply(float[][] left, float[] products) {
        for (int i = 0; i < left.length * rows.length; i++) {
          products[i] = 0;
          float[] query = left[i / rows.length];
          for (int j = query.length - 1; j >= 0; j--) {
            products[i] += query[j] * rows[i % rows.length][j];
          }
        }
      }

      @Override
      public void close() {}
    };
  }

  private static double[][] inPool(int threads, KNearestNeighbours classifier, float[][] queries)
      throws Exception {
    ForkJoinPool pool = new ForkJoinPool(threads);
    try {
      // A parallel stream that is started in a pool runs there.
      return pool.submit(() -> classifier.votes(queries)).get();
    } finally {
      pool.shutdown();
    }
  }

  private static double[][] naive(
      float[][] bank, int[] labels, int classes, float[][] queries, int k, double temperature) {
    double[][] votes = new double[queries.length][classes];
    for (int query = 0; query < queries.length; query++) {
      double[] similarities = new double[bank.length];
      for (int row = 0; row < bank.length; row++) {
        similarities[row] = cosine(queries[query], bank[row]);
      }
      int[] nearest =
          IntStream.range(0, bank.length)
              .boxed()
              .sorted(Comparator.comparingDouble(row -> -similarities[row]))
              .limit(k)
              .mapToInt(Integer::intValue)
              .toArray();
      for (int row : nearest) {
        votes[query][labels[row]] += Math.exp(similarities[row] / temperature);
      }
    }
    return votes;
  }

  private static double cosine(float[] left, float[] right) {
    double product = 0;
    double leftSquare = 0;
    double rightSquare = 0;
    for (int i = 0; i < left.length; i++) {
      product += (double) left[i] * right[i];
      leftSquare += (double) left[i] * left[i];
      rightSquare += (double) right[i] * right[i];
    }
    return product / Math.sqrt(leftSquare * rightSquare);
  }
}
