package dev.doppel.runtime.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

final class LinearProbeTest {

  @Test
  void fit_clusters_separatesThem() {
    int[] labels = RandomRows.labels(1500, 5, 1);
    int[] testLabels = RandomRows.labels(400, 5, 2);
    LinearProbe probe =
        LinearProbe.fit(RandomRows.clusters(labels, 12, 8, 3), labels, 5, ProbeSettings.DEFAULT);
    float[][] queries = RandomRows.clusters(testLabels, 12, 8, 4);

    // Centres are 8 * sqrt 2 deviations apart: 1 of 10^7 lies on the wrong side.
    assertThat(probe.accuracy(queries, testLabels)).isEqualTo(1);
    assertThat(probe.predict(queries)).containsExactly(testLabels);
  }

  @Test
  void fit_labelsWithoutRelation_findsNothing() {
    LinearProbe probe =
        LinearProbe.fit(
            RandomRows.gaussian(2000, 4, 1),
            RandomRows.labels(2000, 2, 2),
            2,
            ProbeSettings.DEFAULT);
    double accuracy =
        probe.accuracy(RandomRows.gaussian(4000, 4, 3), RandomRows.labels(4000, 2, 4));
    // Chance, give or take five standard deviations of 4,000 tosses.
    assertThat(accuracy).isCloseTo(0.5, within(5 * 0.5 / Math.sqrt(4000)));
  }

  @Test
  void fit_scaleAndShiftOfFeatures_changeNothing() {
    int[] labels = RandomRows.labels(600, 3, 1);
    float[][] features = RandomRows.clusters(labels, 5, 1.5, 2);
    float[][] moved = new float[features.length][5];
    for (int row = 0; row < moved.length; row++) {
      for (int i = 0; i < 5; i++) {
        moved[row][i] = 1024 * features[row][i] + 4096;
      }
    }
    int[] predictions =
        LinearProbe.fit(features, labels, 3, ProbeSettings.DEFAULT).predict(features);
    int[] movedPredictions =
        LinearProbe.fit(moved, labels, 3, ProbeSettings.DEFAULT).predict(moved);

    int different = 0;
    for (int row = 0; row < labels.length; row++) {
      different += predictions[row] == movedPredictions[row] ? 0 : 1;
    }
    // The shift costs float32 some digits; a sample on the border may go either way.
    assertThat(different).isLessThanOrEqualTo(2);
  }

  @Test
  void fit_constantFeature_isIgnored() {
    int[] labels = RandomRows.labels(300, 2, 1);
    float[][] features = RandomRows.clusters(labels, 4, 8, 2);
    for (float[] row : features) {
      row[3] = 0.1f;
    }
    LinearProbe probe = LinearProbe.fit(features, labels, 2, ProbeSettings.DEFAULT);
    int[] before = probe.predict(features);
    for (float[] row : features) {
      row[3] = 1e6f;
    }
    assertThat(probe.predict(features)).containsExactly(before);
    assertThat(probe.accuracy(features, labels)).isEqualTo(1);
  }

  @Test
  void fit_whateverTheThreads_isTheSame() throws Exception {
    int[] labels = RandomRows.labels(3000, 4, 1);
    // So close together that many samples lie at the border, where the last bit would show.
    float[][] features = RandomRows.clusters(labels, 6, 0.3, 2);
    float[][] queries = RandomRows.gaussian(20_000, 6, 3);

    assertThat(inPool(1, features, labels, queries))
        .containsExactly(inPool(4, features, labels, queries));
  }

  @Test
  void fit_badInput_saysWhatIsWrong() {
    float[][] features = {{1, 2}, {3, 4}};
    assertThatThrownBy(() -> LinearProbe.fit(features, new int[] {0, 2}, 2, ProbeSettings.DEFAULT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("row 1 of the training set has the label 2; labels must be in [0, 2)");
    LinearProbe probe = LinearProbe.fit(features, new int[] {0, 1}, 2, ProbeSettings.DEFAULT);
    assertThatThrownBy(() -> probe.predict(new float[][] {{1}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("row 0 of the queries has 1 features instead of 2");
  }

  @Test
  void settings_outOfRange_areRefused() {
    assertThatThrownBy(() -> new ProbeSettings(-1, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the weight decay must be at least 0, not -1.0");
    assertThatThrownBy(() -> new ProbeSettings(0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the iterations must be at least 1, not 0");
  }

  private static int[] inPool(int threads, float[][] features, int[] labels, float[][] queries)
      throws Exception {
    ForkJoinPool pool = new ForkJoinPool(threads);
    try {
      // A parallel stream that is started in a pool runs there.
      return pool.submit(
              () -> LinearProbe.fit(features, labels, 4, ProbeSettings.DEFAULT).predict(queries))
          .get();
    } finally {
      pool.shutdown();
    }
  }
}
