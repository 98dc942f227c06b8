package dev.doppel.runtime.metric;

/**
 * Directions of vectors minus one point, in float32, with what float64 knows of them.
 *
 * @param rows the differences
 * @param norms their norms
 * @param shifts their inner products with the point
 */
record CentredRows(float[][] rows, double[] norms, double[] shifts) {

  /** So many rows from one on, each divided by its norm. */
  static CentredRows of(Vectors vectors, int from, double[] vectorNorms, double[] centre) {
    int count = vectorNorms.length;
    CentredRows centred =
        new CentredRows(new float[count][centre.length], new double[count], new double[count]);
    for (int row = 0; row < count; row++) {
      double square = 0;
      double shift = 0;
      for (int i = 0; i < centre.length; i++) {
        double difference = vectors.get(from + row, i) / vectorNorms[row] - centre[i];
        centred.rows[row][i] = (float) difference;
        square += difference * difference;
        shift += difference * centre[i];
      }
      centred.norms[row] = Math.sqrt(square);
      centred.shifts[row] = shift;
    }
    return centred;
  }
}
