package dev.doppel.cli.evaluation;

/**
 * The features of some images. The arrays are not copied.
 *
 * @param rows one row an image
 * @param labels the class of each
 */
public record Features(float[][] rows, int[] labels) {

  /**
   * Whether every feature is a number, which those of a diverged encoder are not.
   *
   * @return true if none is infinite or not a number
   */
  public boolean finite() {
    return finite(rows);
  }

  static boolean finite(float[][] rows) {
    for (float[] row : rows) {
      for (float value : row) {
        if (!Float.isFinite(value)) {
          return false;
        }
      }
    }
    return true;
  }
}
