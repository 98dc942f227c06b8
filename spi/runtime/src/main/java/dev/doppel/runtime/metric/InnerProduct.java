package dev.doppel.runtime.metric;

/** The inner product of two vectors, in four sums, which a processor adds side by side. */
final class InnerProduct {

  private InnerProduct() {}

  static double of(double[] left, double[] right) {
    return of(left, right, 0);
  }

  /** From an element on. */
  static double of(double[] left, double[] right, int from) {
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int i = from;
    for (; i + 3 < left.length; i += 4) {
      first += left[i] * right[i];
      second += left[i + 1] * right[i + 1];
      third += left[i + 2] * right[i + 2];
      fourth += left[i + 3] * right[i + 3];
    }
    for (; i < left.length; i++) {
      first += left[i] * right[i];
    }
    return (first + second) + (third + fourth);
  }

  /** With float32 numbers, which are taken as they are. */
  static double of(double[] left, float[] right) {
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int i = 0;
    for (; i + 3 < left.length; i += 4) {
      first += left[i] * right[i];
      second += left[i + 1] * right[i + 1];
      third += left[i + 2] * right[i + 2];
      fourth += left[i + 3] * right[i + 3];
    }
    for (; i < left.length; i++) {
      first += left[i] * right[i];
    }
    return (first + second) + (third + fourth);
  }
}
