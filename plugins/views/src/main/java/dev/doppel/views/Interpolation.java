package dev.doppel.views;

import dev.doppel.spi.option.Option;

/** How values between pixels are found: a filter of a position, in pixels from its centre. */
enum Interpolation {
  /** The triangle: the weight falls linearly to zero at distance 1. */
  BILINEAR(1) {
    @Override
    double weight(double distance) {
      return Math.max(0, 1 - Math.abs(distance));
    }
  },

  /**
   * The cubic convolution of Keys (1981), equation 15, with a = -0.5. Its weights can be negative,
   * so that a result can leave the range of the pixels.
   */
  BICUBIC(2) {
    @Override
    double weight(double distance) {
      double x = Math.abs(distance);
      if (x < 1) {
        return ((SLOPE + 2) * x - (SLOPE + 3)) * x * x + 1;
      }
      return x < 2 ? (((x - 5) * x + 8) * x - 4) * SLOPE : 0;
    }
  };

  /** The option of all operations that resample. */
  static final Option<String> OPTION =
      Option.choice("interpolation", "bilinear", "bicubic")
          .defaultValue("bicubic")
          .describedAs("filter of the resampling; widened when shrinking, so that nothing aliases");

  /** Keys' parameter a: the slope at distance 1. */
  private static final double SLOPE = -0.5;

  private final int support;

  Interpolation(int support) {
    this.support = support;
  }

  static Interpolation named(String name) {
    return "bilinear".equals(name) ? BILINEAR : BICUBIC;
  }

  /** The distance from which on weights are zero, in pixels. */
  int support() {
    return support;
  }

  abstract double weight(double distance);
}
