package dev.doppel.runtime.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class CandidateSearchTest {

  @Test
  void candidates_spreadBank_areLittleMoreThanTheNearest() {
    CandidateSearch search = search(RandomRows.gaussian(2000, 64, 1), 20);
    CentredRows query = centred(search, RandomRows.gaussian(1, 64, 2)[0]);

    // Similarities of 64 random dimensions lie about 1e-3 apart there, the margin is under 1e-5.
    assertThat(search.candidates(query.norms()[0], products(search, query), 0))
        .hasSizeBetween(20, 25);
  }

  @Test
  void candidates_wrongByTheWholeBound_stillHaveTheNearest() {
    // Half of the bank points the other way, so that the mean is of no help.
    float[][] rows = clustered(400, 48, 1e-5f, 3);
    for (int row = 1; row < rows.length; row += 2) {
      for (int i = 0; i < rows[row].length; i++) {
        rows[row][i] = -rows[row][i];
      }
    }
    CandidateSearch search = search(rows, 10);
    CentredRows query = centred(search, rows[0]);
    float[] products = products(search, query);
    int[] nearest = nearestInFloat64(rows, rows[0], 10);

    // The worst case: all that are near look farther than they are, all others nearer.
    float error = (float) (48 * Math.pow(2, -24));
    for (int row = 0; row < products.length; row++) {
      int at = row;
      boolean near = Arrays.stream(nearest).anyMatch(found -> found == at);
      products[row] += near ? -error : error;
    }

    assertThat(search.candidates(query.norms()[0], products, 0)).contains(nearest);
  }

  @Test
  void candidates_allInOneDirection_areStillFew() {
    // Similarities differ by 1e-10 there, a thousandth of what a plain float32 product rounds off.
    float[][] rows = clustered(2000, 64, 1e-5f, 5);
    CandidateSearch search = search(rows, 20);
    CentredRows query = centred(search, clustered(1, 64, 1e-5f, 6)[0]);

    assertThat(search.candidates(query.norms()[0], products(search, query), 0)).hasSizeLessThan(40);
  }

  @Test
  void candidates_start_isWhereTheQueryBegins() {
    CandidateSearch search = search(new float[][] {{1, 0}, {0, 1}, {-1, 0}, {0, -1}}, 1);
    float[] products = {9, 9, 9, 9, 0.1f, 0.7f, -0.3f, 0.2f};
    assertThat(search.candidates(1, products, 4)).containsExactly(1);
  }

  private static CandidateSearch search(float[][] rows, int neighbours) {
    Vectors bank = Vectors.of(rows);
    return new CandidateSearch(bank, FeatureRows.norms(bank, 0, rows.length), neighbours);
  }

  private static CentredRows centred(CandidateSearch search, float[] query) {
    Vectors queries = Vectors.of(new float[][] {query});
    return search.queries(queries, 0, FeatureRows.norms(queries, 0, 1));
  }

  private static float[] products(CandidateSearch search, CentredRows query) {
    try (MatrixProduct.Operand operand = MatrixProduct.HOST.prepare(search.rows())) {
      float[] products = new float[search.rows().length];
      operand.multiply(query.rows(), products);
      return products;
    }
  }

  private static float[][] clustered(int count, int width, float spread, long seed) {
    Random random = new Random(seed);
    float[][] rows = new float[count][width];
    for (float[] row : rows) {
      for (int i = 0; i < width; i++) {
        row[i] = 1 + spread * (float) random.nextGaussian();
      }
    }
    return rows;
  }

  private static int[] nearestInFloat64(float[][] rows, float[] query, int count) {
    return IntStream.range(0, rows.length)
        .boxed()
        .sorted(Comparator.comparingDouble(row -> -cosine(rows[row], query)))
        .limit(count)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static double cosine(float[] left, float[] right) {
    return product(left, right) / Math.sqrt(product(left, left) * product(right, right));
  }

  private static double product(float[] left, float[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += (double) left[i] * right[i];
    }
    return sum;
  }
}
