package dev.doppel.data;

import static dev.doppel.data.TestFiles.first;
import static dev.doppel.data.TestFiles.jpeg;
import static dev.doppel.data.TestFiles.plain;
import static dev.doppel.data.TestFiles.png;
import static dev.doppel.data.TestFiles.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.doppel.runtime.data.UnreadableImageException;
import dev.doppel.spi.view.Image;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImageDecoderTest {

  @TempDir private Path folder;

  @Test
  void decode_colourPng_planesInOrder() throws IOException {
    BufferedImage picture = plain(2, 2, 0x102030);
    picture.setRGB(1, 0, 0x405060);

    Image image = decode(png(picture), 3);

    assertThat(image.height()).isEqualTo(2);
    assertThat(image.width()).isEqualTo(2);
    assertThat(image.pixels())
        .containsExactly(
            bytes(0x10, 0x40, 0x10, 0x10, 0x20, 0x50, 0x20, 0x20, 0x30, 0x60, 0x30, 0x30));
  }

  @Test
  void decode_colourPng_asGray() throws IOException {
    Image image = decode(png(plain(1, 1, 0x0A141E)), 1);

    // 0.299 * 10 + 0.587 * 20 + 0.114 * 30 of 255; the tolerance is float rounding.
    assertThat(image.pixels()).hasSize(1);
    assertThat(image.pixels()[0]).isCloseTo(18.15f / 255, within(1e-7f));
  }

  @Test
  void decode_grayPng_valuesAsStored() throws IOException {
    BufferedImage picture = new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_GRAY);
    picture.getRaster().setPixels(0, 0, 3, 1, new int[] {0, 100, 255});

    assertThat(decode(png(picture), 1).pixels()).containsExactly(bytes(0, 100, 255));
    assertThat(decode(png(picture), 3).pixels())
        .containsExactly(bytes(0, 100, 255, 0, 100, 255, 0, 100, 255));
  }

  @Test
  void decode_sixteenBitGrayPng_keepsPrecision() throws IOException {
    BufferedImage picture = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
    picture.getRaster().setPixels(0, 0, 2, 1, new int[] {1, 65535});

    assertThat(decode(png(picture), 1).pixels()).containsExactly(1 / 65535f, 1);
  }

  @Test
  void decode_sixteenBitColourPng() throws IOException {
    BufferedImage picture =
        picture(ColorSpace.CS_sRGB, false, DataBuffer.TYPE_USHORT, 257, 514, 65535);

    assertThat(decode(png(picture), 3).pixels()).containsExactly(bytes(1, 2, 255));
  }

  @Test
  void decode_transparentPng_liesOnWhite() throws IOException {
    BufferedImage picture = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
    picture.setRGB(0, 0, 0x00000000);
    picture.setRGB(1, 0, 0x33FF0000);
    picture.setRGB(2, 0, 0xFF0000FF);

    float[] pixels = decode(png(picture), 3).pixels();

    // 0x33 is a fifth; the tolerance is float rounding of one product and one sum.
    float[] expected = {1, 1, 0, 1, 0.8f, 0, 1, 0.8f, 1};
    assertThat(pixels).containsExactly(expected, within(1e-6f));
  }

  @Test
  void decode_transparentGrayPng_liesOnWhite() throws IOException {
    BufferedImage picture = picture(ColorSpace.CS_GRAY, true, DataBuffer.TYPE_BYTE, 0, 51);

    assertThat(decode(png(picture), 1).pixels()[0]).isCloseTo(0.8f, within(1e-6f));
  }

  @Test
  void decode_palettePng_isLookedUp() throws IOException {
    byte[] red = {(byte) 255, 0};
    byte[] green = {0, (byte) 128};
    byte[] blue = {0, 10};
    byte[] alpha = {(byte) 255, 0};
    BufferedImage opaque = indexed(new IndexColorModel(8, 2, red, green, blue));
    BufferedImage transparent = indexed(new IndexColorModel(8, 2, red, green, blue, alpha));

    assertThat(decode(png(opaque), 3).pixels()).containsExactly(bytes(255, 0, 0, 128, 0, 10));
    assertThat(decode(png(transparent), 3).pixels()).containsExactly(1, 1, 0, 1, 0, 1);
  }

  @Test
  void decode_blackAndWhitePng() throws IOException {
    BufferedImage picture = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY);
    picture.getRaster().setPixels(0, 0, 2, 1, new int[] {1, 0});

    assertThat(decode(png(picture), 1).pixels()).containsExactly(1, 0);
  }

  @Test
  void decode_jpeg() throws IOException {
    float[] pixels = decode(jpeg(plain(16, 16, 0x20A0E0)), 3).pixels();

    // A plain picture loses nothing but the rounding of the colour conversion, 2 of 255.
    assertThat(pixels[0]).isCloseTo(0x20 / 255f, within(2 / 255f));
    assertThat(pixels[256]).isCloseTo(0xA0 / 255f, within(2 / 255f));
    assertThat(pixels[512]).isCloseTo(0xE0 / 255f, within(2 / 255f));
  }

  @Test
  void decode_grayJpeg() throws IOException {
    BufferedImage picture = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
    int[] values = new int[64];
    Arrays.fill(values, 100);
    picture.getRaster().setPixels(0, 0, 8, 8, values);

    assertThat(decode(jpeg(picture), 1).pixels()[9]).isCloseTo(100 / 255f, within(1 / 255f));
  }

  @Test
  void decode_kindByContent_notByName() throws IOException {
    Path file = write(folder.resolve("a.jpg"), png(plain(1, 1, 0xFFFFFF)));

    assertThat(ImageDecoder.decode(file, 3).pixels()).containsExactly(1, 1, 1);
  }

  @Test
  void decode_emptyFile() {
    assertFails(new byte[0], "the file is empty");
  }

  @Test
  void decode_somethingElse() {
    assertFails(new byte[] {'G', 'I', 'F', '8', '9', 'a'}, "it is neither PNG nor JPEG");
  }

  @Test
  void decode_truncatedPng() {
    byte[] whole = png(noise());

    assertFails(first(whole, whole.length / 2), "the file ends before the image does");
    assertFails(first(whole, 40), "the file ends before the image does");
    assertFails(first(whole, 10), "the file ends before the image does");
  }

  @Test
  void decode_truncatedJpeg() {
    byte[] whole = jpeg(noise());

    assertFails(first(whole, whole.length / 2), "the file ends before the image does");
    assertFails(first(whole, whole.length - 20), "the file ends before the image does");
  }

  @Test
  void decode_jpegFilledUpWithZeros() {
    byte[] bytes = jpeg(noise());
    Arrays.fill(bytes, bytes.length / 2, bytes.length, (byte) 0);

    assertFails(bytes, "the file ends before the image does");
  }

  @Test
  void decode_jpegWithoutEndMarker_isWhole() throws IOException {
    byte[] whole = jpeg(noise());

    Image image = decode(first(whole, whole.length - 2), 3);

    assertThat(image.pixels()).containsExactly(decode(whole, 3).pixels());
  }

  @Test
  void decode_pngWithFlippedBit() {
    byte[] bytes = png(noise());
    bytes[bytes.length / 2] ^= 1;

    assertFails(bytes, "its compressed data are broken (incorrect data check)");
  }

  @Test
  void decode_cmykJpeg() throws IOException {
    byte[] unmarked = cmykJpeg();
    byte[] marker = {
      (byte) 0xFF, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0
    };
    ByteBuffer marked = ByteBuffer.allocate(unmarked.length + marker.length);
    marked.put(unmarked, 0, 2).put(marker).put(unmarked, 2, unmarked.length - 2);

    assertFails(unmarked, "its colours are neither gray nor RGB, perhaps CMYK");
    assertFails(marked.array(), "its colours are neither gray nor RGB, perhaps CMYK");
  }

  @Test
  void decode_absurdSize_takesNoMemory() {
    byte[] bytes = png(plain(1, 1, 0));
    // Width and height stand in the first chunk, at byte 16; its checksum follows 13 bytes of data.
    ByteBuffer.wrap(bytes).putInt(16, 1_000_000).putInt(20, 2_000_000);
    CRC32 checksum = new CRC32();
    checksum.update(bytes, 12, 17);
    ByteBuffer.wrap(bytes).putInt(29, (int) checksum.getValue());

    assertFails(bytes, "it has 1000000x2000000 pixels, at most 100,000,000 are read");
  }

  /** Whatever bytes change, the outcome is an image or the one exception. */
  @Test
  void decode_randomDamage_neverAnythingElse() {
    byte[][] files = {png(noise()), jpeg(noise())};
    for (long seed = 0; seed < 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] bytes = files[(int) (seed % 2)].clone();
      for (int i = 0; i < 4; i++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      Path file = write(folder.resolve("damaged"), bytes);
      try {
        assertThat(ImageDecoder.decode(file, 3).channels()).as("seed %d", seed).isEqualTo(3);
      } catch (UnreadableImageException e) {
        assertThat(e).as("seed %d", seed).hasMessageContaining("'" + file + "'");
      }
    }
  }

  private void assertFails(byte[] bytes, String reason) {
    Path file = write(folder.resolve("image"), bytes);
    assertThatExceptionOfType(UnreadableImageException.class)
        .isThrownBy(() -> ImageDecoder.decode(file, 3))
        .withMessage("cannot read image '%s': %s", file, reason);
  }

  private Image decode(byte[] bytes, int channels) throws IOException {
    return ImageDecoder.decode(write(folder.resolve("image"), bytes), channels);
  }

  private static float[] bytes(int... values) {
    float[] pixels = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      pixels[i] = values[i] / 255f;
    }
    return pixels;
  }

  private static BufferedImage noise() {
    BufferedImage picture = plain(64, 48, 0);
    SplittableRandom random = new SplittableRandom(7);
    for (int y = 0; y < 48; y++) {
      for (int x = 0; x < 64; x++) {
        picture.setRGB(x, y, random.nextInt(1 << 24));
      }
    }
    return picture;
  }

  private static BufferedImage indexed(IndexColorModel palette) {
    BufferedImage picture = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_INDEXED, palette);
    picture.getRaster().setPixels(0, 0, 2, 1, new int[] {0, 1});
    return picture;
  }

  /** A picture of one pixel. */
  private static BufferedImage picture(int space, boolean alpha, int type, int... pixel) {
    ComponentColorModel colours =
        new ComponentColorModel(
            ColorSpace.getInstance(space),
            alpha,
            false,
            alpha ? BufferedImage.TRANSLUCENT : BufferedImage.OPAQUE,
            type);
    WritableRaster raster = colours.createCompatibleWritableRaster(1, 1);
    raster.setPixel(0, 0, pixel);
    return new BufferedImage(colours, raster, false, null);
  }

  private static byte[] cmykJpeg() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(stream);
      Raster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 8, 8, 4, null);
      writer.write(new IIOImage(raster, null, null));
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
