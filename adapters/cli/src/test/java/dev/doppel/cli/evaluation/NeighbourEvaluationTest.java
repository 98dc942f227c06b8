package dev.doppel.cli.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.runtime.metric.MatrixProduct;
import dev.doppel.runtime.metric.NeighbourSettings;
import org.junit.jupiter.api.Test;

final class NeighbourEvaluationTest {

  private static final NeighbourEvaluation EVALUATION =
      new NeighbourEvaluation(NeighbourSettings.DINO);

  @Test
  void accuracy_bankSmallerThanTheNeighbours_letsAllVote() {
    Features bank = new Features(new float[][] {{1, 0}, {0, 1}}, new int[] {0, 1});
    Features queries = new Features(new float[][] {{2, 1}, {1, 3}, {3, 1}}, new int[] {0, 1, 1});

    assertThat(EVALUATION.accuracy(bank, queries, 2, MatrixProduct.HOST)).hasValue(2.0 / 3);
  }

  @Test
  void answers_queries_areThoseThatWereToldRight() {
    Features bank = new Features(new float[][] {{1, 0}, {0, 1}}, new int[] {0, 1});
    Features queries = new Features(new float[][] {{2, 1}, {1, 3}, {3, 1}}, new int[] {0, 1, 1});

    assertThat(EVALUATION.answers(bank, queries, 2, MatrixProduct.HOST).orElseThrow().right())
        .containsExactly(true, true, false);
  }

  @Test
  void accuracy_featuresThatAreNoNumbers_isNotMeasured() {
    Features good = new Features(new float[][] {{1, 0}}, new int[] {0});
    Features bad = new Features(new float[][] {{1, Float.NaN}}, new int[] {0});

    assertThat(EVALUATION.accuracy(good, bad, 1, MatrixProduct.HOST)).isEmpty();
    assertThat(EVALUATION.accuracy(bad, good, 1, MatrixProduct.HOST)).isEmpty();
  }

  @Test
  void describe_settings_areNamed() {
    assertThat(EVALUATION.describe(20))
        .isEqualTo("weighted k-nearest neighbours (k = 20, T = 0.07)");
    assertThat(EVALUATION.describe(19))
        .isEqualTo("weighted k-nearest neighbours (k = 19, the whole bank, T = 0.07)");
  }
}
