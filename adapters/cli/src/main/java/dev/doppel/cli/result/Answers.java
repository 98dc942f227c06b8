package dev.doppel.cli.result;

/**
 * Which images of a test set an encoder lets a classifier tell right. The array is not copied.
 *
 * @param right whether the class of each image was told right, in the order of the images
 */
public record Answers(boolean[] right) {

  /**
   * The accuracy.
   *
   * @return the share of right answers, from 0 to 1; {@code NaN} without images
   */
  public double accuracy() {
    int count = 0;
    for (boolean answer : right) {
      count += answer ? 1 : 0;
    }
    return (double) count / right.length;
  }
}
