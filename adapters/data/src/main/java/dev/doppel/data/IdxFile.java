package dev.doppel.data;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A file in the IDX format: two zero bytes, the type of its elements (8: unsigned bytes), the
 * number of dimensions, each dimension in four bytes, most significant first, then the elements.
 * The format is described at the foot of the MNIST database's page by LeCun, Cortes and Burges.
 *
 * @param path the file
 * @param dimensions the number of items first
 * @param content the elements; not copied
 */
record IdxFile(Path path, int[] dimensions, byte[] content) {

  private static final int UNSIGNED_BYTES = 0x800;
  private static final int LABELS = 1;
  private static final int IMAGES = 3;

  /** Reads a file of images: {@code [count, height, width]}. */
  static IdxFile images(Path path) {
    return read(path, IMAGES);
  }

  /** Reads a file of labels: {@code [count]}. */
  static IdxFile labels(Path path) {
    return read(path, LABELS);
  }

  /** The number of items. */
  int count() {
    return dimensions[0];
  }

  private static IdxFile read(Path path, int rank) {
    try (DataFile file = DataFile.open(path)) {
      checkMagic(path, file.readInt("the first number of an IDX file"), rank);
      int[] dimensions = new int[rank];
      for (int i = 0; i < rank; i++) {
        dimensions[i] = file.readInt(Words.text("dimension %d of an IDX file", i + 1));
      }
      int total = total(path, file, dimensions);
      byte[] content = file.read(total, words(dimensions));
      file.end();
      return new IdxFile(path, dimensions, content);
    }
  }

  private static void checkMagic(Path path, int magic, int rank) {
    int expected = UNSIGNED_BYTES | rank;
    if (magic != expected) {
      throw new DataException(
          Words.text(
              "'%s' is not an IDX file of %s: it begins with 0x%08X%s, expected 0x%08X",
              path, rank == IMAGES ? "images" : "labels", magic, kind(magic), expected));
    }
  }

  private static String kind(int magic) {
    return switch (magic) {
      case UNSIGNED_BYTES | LABELS -> " (labels)";
      case UNSIGNED_BYTES | IMAGES -> " (images)";
      default -> "";
    };
  }

  private static int total(Path path, DataFile file, int[] dimensions) {
    BigInteger total = BigInteger.ONE;
    for (int dimension : dimensions) {
      // The format's numbers are unsigned.
      total = total.multiply(BigInteger.valueOf(Integer.toUnsignedLong(dimension)));
    }
    if (total.signum() == 0) {
      throw new DataException(
          Words.text("'%s' holds nothing: it announces %s", path, words(dimensions)));
    }
    if (total.compareTo(BigInteger.valueOf(file.greatestRest())) > 0) {
      String found =
          file.packed()
              ? Words.text("%,d compressed ones, which cannot hold that", file.length())
              : Words.text("%,d", file.greatestRest());
      throw new DataException(
          Words.text(
              "'%s' is truncated: expected %,d bytes for %s, found %s",
              path, total, words(dimensions), found));
    }
    if (total.bitLength() >= Integer.SIZE) {
      throw new DataException(
          Words.text(
                  "'%s' is too large to be held in memory: %s take %,d bytes, at most %,d are"
                      + " possible;",
                  path, words(dimensions), total, Integer.MAX_VALUE)
              + " a folder of images has no such limit");
    }
    return total.intValueExact();
  }

  private static String words(int[] dimensions) {
    String count = Words.text("%,d", Integer.toUnsignedLong(dimensions[0]));
    if (dimensions.length == LABELS) {
      return count + " labels";
    }
    return Arrays.stream(dimensions)
        .skip(1)
        .mapToObj(Integer::toUnsignedString)
        .collect(Collectors.joining("x", count + " images of ", ""));
  }
}
