package dev.doppel.runtime.metric;

import java.util.Arrays;

/**
 * A linear classifier on frozen features: how much of the classes a straight cut can read from
 * them.
 *
 * <p>Multinomial logistic regression on standardised features, fitted by L-BFGS to the minimum of
 * the mean cross-entropy plus {@code weightDecay / 2} times the squared weights. The problem is
 * convex and the start is zero, so there is nothing random: the same features give the same probe,
 * whatever the threads. The papers train their probes by SGD on augmented images; figures of the
 * two are close but not the same.
 *
 * <p>Immutable and safe to use from several threads.
 */
public final class LinearProbe {

  private static final int BLOCK_ROWS = 512;

  private final Standardisation standardisation;
  private final float[][] weights;
  private final double[] parameters;

  private LinearProbe(Standardisation standardisation, float[][] weights, double[] parameters) {
    this.standardisation = standardisation;
    this.weights = weights;
    this.parameters = parameters;
  }

  /**
   * Fits a probe.
   *
   * @param features the features, one row a sample
   * @param labels the class of each row, from 0
   * @param classes the number of classes, at least 1
   * @param settings how it is fitted
   * @return the probe
   * @throws IllegalArgumentException if rows differ in width or are not finite, or a label is out
   *     of range
   */
  public static LinearProbe fit(
      float[][] features, int[] labels, int classes, ProbeSettings settings) {
    int width = FeatureRows.checkedWidth("training set", Vectors.of(features));
    FeatureRows.checkLabels("training set", labels, features.length, classes);
    Standardisation standardisation = Standardisation.of(features);
    SoftmaxRegression regression =
        new SoftmaxRegression(
            standardisation.apply(features), labels, classes, settings.weightDecay());
    double[] parameters = LimitedMemoryBfgs.minimise(regression, settings.iterations());
    return new LinearProbe(
        standardisation, SoftmaxRegression.weights(parameters, classes, width), parameters);
  }

  /**
   * The most likely class of each sample; of equally likely ones the lowest.
   *
   * @param features the features, one row a sample
   * @return the classes, from 0
   * @throws IllegalArgumentException if rows differ in width from the training set or are not
   *     finite
   */
  public int[] predict(float[][] features) {
    FeatureRows.check("queries", Vectors.of(features), weights[0].length);
    int[] predictions = new int[features.length];
    for (int from = 0; from < features.length; from += BLOCK_ROWS) {
      int to = Math.min(features.length, from + BLOCK_ROWS);
      float[][] columns =
          FeatureRows.transposed(
              standardisation.apply(Arrays.copyOfRange(features, from, to)), 0, to - from);
      float[][] logits = SoftmaxRegression.logits(weights, parameters, columns);
      for (int sample = from; sample < to; sample++) {
        predictions[sample] = largest(logits, sample - from);
      }
    }
    return predictions;
  }

  private static int largest(float[][] logits, int sample) {
    int largest = 0;
    for (int label = 1; label < logits.length; label++) {
      largest = logits[label][sample] > logits[largest][sample] ? label : largest;
    }
    return largest;
  }

  /**
   * The share of samples whose class is predicted right.
   *
   * @param features the features, one row a sample
   * @param labels the class of each row, from 0
   * @return the accuracy, from 0 to 1; {@code NaN} without samples
   * @throws IllegalArgumentException if rows differ in width from the training set or are not
   *     finite, or there are not as many labels as rows
   */
  public double accuracy(float[][] features, int[] labels) {
    return FeatureRows.accuracy(predict(features), labels);
  }
}
