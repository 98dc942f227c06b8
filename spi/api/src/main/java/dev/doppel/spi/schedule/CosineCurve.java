package dev.doppel.spi.schedule;

/** Half a cosine between two values. */
final class CosineCurve {

  private CosineCurve() {}

  static double between(double start, double end, double progress) {
    double bounded = Math.min(1, progress);
    return end + (start - end) * (1 + Math.cos(Math.PI * bounded)) / 2;
  }
}
