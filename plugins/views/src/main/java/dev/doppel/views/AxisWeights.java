package dev.doppel.views;

/**
 * How the pixels along one axis of a result are weighed sums of the pixels along that axis of its
 * source: result {@code i} is the sum over {@code k} of {@code weights[i * taps + k] *
 * source[first[i] + k]}.
 *
 * <p>The filter is centred where the result's pixel lies in the source and, when shrinking, as wide
 * as a result's pixel is there (as in Pillow, and torchvision with antialias). Weights sum to 1 and
 * are rounded to float at the end. Every result has the same number of taps; those that it does not
 * need weigh zero.
 *
 * @param taps the source pixels a result
 * @param first the first source pixel of each result
 * @param weights the weights, result by result
 */
record AxisWeights(int taps, int[] first, float[] weights) {

  static AxisWeights of(Interpolation interpolation, int source, int result) {
    double scale = (double) source / result;
    double stretch = Math.max(scale, 1);
    double reach = interpolation.support() * stretch;
    // One more than can be needed would make every result pay for it: 2 or 4 when enlarging.
    int taps = Math.min(source, scale <= 1 ? 2 * interpolation.support() : (int) (2 * reach) + 1);
    int[] first = new int[result];
    float[] weights = new float[result * taps];
    double[] exact = new double[taps];
    for (int i = 0; i < result; i++) {
      double centre = scale * (i + 0.5);
      int least = Math.max((int) (centre - reach + 0.5), 0);
      int end = Math.min((int) (centre + reach + 0.5), source);
      first[i] = Math.min(least, source - taps);
      double sum = 0;
      for (int k = 0; k < end - least; k++) {
        exact[k] = interpolation.weight((least + k - centre + 0.5) / stretch);
        sum += exact[k];
      }
      for (int k = 0; k < end - least; k++) {
        weights[i * taps + least - first[i] + k] = (float) (exact[k] / sum);
      }
    }
    return new AxisWeights(taps, first, weights);
  }
}
