package dev.doppel.data;

import dev.doppel.spi.view.Image;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * Decoded images as planes of floats.
 *
 * <p>Samples are taken as they are stored and not by {@link BufferedImage#getRGB}, which would
 * convert gray from a linear colour space and so change its values, and would cut 16 bits to 8.
 */
final class Rasters {

  private Rasters() {}

  /** The image with 1 or 3 channels, as it is stored; transparent pixels are laid on white. */
  static Image toImage(BufferedImage image) throws BrokenImageException {
    Raster raster = image.getRaster();
    if (image.getColorModel() instanceof IndexColorModel palette) {
      return lookedUp(raster, palette);
    }
    int type = raster.getTransferType();
    boolean components = raster.getSampleModel() instanceof ComponentSampleModel;
    if (!components || (type != DataBuffer.TYPE_BYTE && type != DataBuffer.TYPE_USHORT)) {
      throw new BrokenImageException(
          "its pixels are stored in a way that is not supported: " + raster.getSampleModel());
    }
    int bands = raster.getNumBands();
    if (bands < 1 || bands > 4) {
      throw new BrokenImageException("it has " + bands + " channels, expected 1 to 4");
    }
    return components(
        raster, type == DataBuffer.TYPE_BYTE ? new ByteRows(raster) : new ShortRows(raster));
  }

  private static Image components(Raster raster, Rows rows) {
    int bands = raster.getNumBands();
    boolean transparent = bands == 2 || bands == 4;
    int channels = bands < 3 ? 1 : 3;
    int width = raster.getWidth();
    int height = raster.getHeight();
    float[] pixels = new float[channels * width * height];
    for (int y = 0; y < height; y++) {
      float[] row = rows.read(y);
      for (int channel = 0; channel < channels; channel++) {
        int to = (channel * height + y) * width;
        for (int from = channel; from < row.length; from += bands) {
          pixels[to++] = row[from];
        }
      }
      if (transparent) {
        layOnWhite(pixels, row, bands, width * height, y * width);
      }
    }
    return new Image(channels, height, width, pixels);
  }

  private static void layOnWhite(float[] pixels, float[] row, int bands, int plane, int first) {
    for (int i = 0; i < pixels.length / plane; i++) {
      for (int x = 0; x < row.length / bands; x++) {
        int position = i * plane + first + x;
        pixels[position] = onWhite(pixels[position], row[x * bands + bands - 1]);
      }
    }
  }

  /** A palette's colours; gray if all of them are. */
  private static Image lookedUp(Raster raster, IndexColorModel palette) {
    float[][] colours = new float[palette.getMapSize()][];
    boolean gray = true;
    for (int i = 0; i < colours.length; i++) {
      float opacity = palette.getAlpha(i) / 255f;
      colours[i] =
          new float[] {
            onWhite(palette.getRed(i) / 255f, opacity),
            onWhite(palette.getGreen(i) / 255f, opacity),
            onWhite(palette.getBlue(i) / 255f, opacity)
          };
      gray &= colours[i][0] == colours[i][1] && colours[i][1] == colours[i][2];
    }
    int channels = gray ? 1 : 3;
    int width = raster.getWidth();
    int plane = width * raster.getHeight();
    float[] pixels = new float[channels * plane];
    int[] row = new int[width];
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(0, y, width, 1, row);
      for (int x = 0; x < width; x++) {
        for (int channel = 0; channel < channels; channel++) {
          pixels[channel * plane + y * width + x] = colours[row[x]][channel];
        }
      }
    }
    return new Image(channels, raster.getHeight(), width, pixels);
  }

  private static float onWhite(float value, float opacity) {
    return opacity == 1 ? value : value * opacity + (1 - opacity);
  }

  /** The rows of a raster, pixel by pixel, with values in [0, 1]. A row lasts until the next. */
  @FunctionalInterface
  private interface Rows {

    float[] read(int y);
  }

  private static final class ByteRows implements Rows {

    private final Raster raster;
    private final byte[] stored;
    private final float[] row;

    ByteRows(Raster raster) {
      this.raster = raster;
      stored = new byte[raster.getWidth() * raster.getNumBands()];
      row = new float[stored.length];
    }

    @Override
    public float[] read(int y) {
      raster.getDataElements(0, y, raster.getWidth(), 1, stored);
      for (int i = 0; i < row.length; i++) {
        row[i] = (stored[i] & 0xFF) / 255f;
      }
      return row;
    }
  }

  private static final class ShortRows implements Rows {

    private final Raster raster;
    private final short[] stored;
    private final float[] row;

    ShortRows(Raster raster) {
      this.raster = raster;
      stored = new short[raster.getWidth() * raster.getNumBands()];
      row = new float[stored.length];
    }

    @Override
    public float[] read(int y) {
      raster.getDataElements(0, y, raster.getWidth(), 1, stored);
      for (int i = 0; i < row.length; i++) {
        row[i] = (stored[i] & 0xFFFF) / 65535f;
      }
      return row;
    }
  }
}
