package dev.doppel.views;

import dev.doppel.spi.view.Image;
import java.util.Arrays;

/**
 * A Gaussian blur with its parameters drawn: weights proportional to exp(-d^2 / (2 sigma^2)) up to
 * a distance, and zero beyond. Past its edges an image goes on as its mirror image, the outermost
 * pixels not repeated.
 *
 * <p>Separable: first every row is blurred along its width, then every column of the result.
 * Shifted copies of a row stand in for reading it at a shifted index, see the package's page.
 */
final class BlurKernel {

  /**
   * Weights under this are left out, so that a narrow Gaussian is blurred with few taps. They fall
   * so fast beyond that all of them together are less than the rounding of a float near 1.
   */
  private static final double NEGLIGIBLE = 1e-9;

  /** The weights by distance, from 0. */
  private final float[] weights;

  private BlurKernel(float[] weights) {
    this.weights = weights;
  }

  /**
   * Finds the weights.
   *
   * @param sigma the standard deviation, in pixels, above 0
   * @param radius the greatest distance with a weight, in pixels, at least 0
   */
  static BlurKernel of(double sigma, int radius) {
    double[] exact = new double[radius + 1];
    double sum = 0;
    for (int distance = 0; distance <= radius; distance++) {
      exact[distance] = Math.exp(-0.5 * (distance / sigma) * (distance / sigma));
      sum += distance == 0 ? exact[distance] : 2 * exact[distance];
    }
    float[] weights = new float[radius + 1];
    int kept = 0;
    while (kept <= radius && exact[kept] / sum >= NEGLIGIBLE) {
      weights[kept] = (float) (exact[kept] / sum);
      kept++;
    }
    return new BlurKernel(Arrays.copyOf(weights, kept));
  }

  /** Blurs an image in place. */
  void blur(Image image) {
    if (weights.length == 1) {
      return;
    }
    Plane plane = new Plane(image);
    for (int channel = 0; channel < image.channels(); channel++) {
      plane.blur(channel);
    }
  }

  /** The place within a length that a place outside it mirrors. */
  private static int mirrored(int place, int length) {
    if (length == 1) {
      return 0;
    }
    int period = 2 * (length - 1);
    int within = Math.floorMod(place, period);
    return Math.min(within, period - within);
  }

  /** The arrays that a plane is blurred with, used for one plane after the other. */
  private final class Plane {

    private final float[] pixels;
    private final int width;
    private final int radius = weights.length - 1;
    private final float[][] rows;
    private final float[] padded;
    private final float[] left;
    private final float[] right;

    Plane(Image image) {
      pixels = image.pixels();
      width = image.width();
      rows = new float[image.height()][width];
      padded = new float[width + 2 * radius];
      left = new float[width];
      right = new float[width];
    }

    void blur(int channel) {
      int offset = channel * rows.length * width;
      for (int y = 0; y < rows.length; y++) {
        blurAcross(offset + y * width, rows[y]);
      }
      for (int y = 0; y < rows.length; y++) {
        blurDown(y, left);
        System.arraycopy(left, 0, pixels, offset + y * width, width);
      }
    }

    private void blurAcross(int offset, float[] row) {
      System.arraycopy(pixels, offset, padded, radius, width);
      for (int x = 1; x <= radius; x++) {
        padded[radius - x] = pixels[offset + mirrored(-x, width)];
        padded[radius + width - 1 + x] = pixels[offset + mirrored(width - 1 + x, width)];
      }
      System.arraycopy(pixels, offset, left, 0, width);
      Rows.scale(row, left, weights[0]);
      for (int distance = 1; distance <= radius; distance++) {
        System.arraycopy(padded, radius - distance, left, 0, width);
        System.arraycopy(padded, radius + distance, right, 0, width);
        Rows.addPair(row, left, right, weights[distance]);
      }
    }

    private void blurDown(int y, float[] row) {
      Rows.scale(row, rows[y], weights[0]);
      for (int distance = 1; distance <= radius; distance++) {
        float[] above = rows[mirrored(y - distance, rows.length)];
        float[] below = rows[mirrored(y + distance, rows.length)];
        Rows.addPair(row, above, below, weights[distance]);
      }
    }
  }
}
