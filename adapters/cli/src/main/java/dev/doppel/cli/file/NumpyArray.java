package dev.doppel.cli.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes a NumPy array file, format version 1.0: the magic bytes, the length of the header, the
 * header as a Python literal padded with blanks to a multiple of 64 bytes, then the values in
 * little-endian order, row by row.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">the
 *     format</a>
 */
public final class NumpyArray {

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final int ALIGNMENT = 64;

  private final OutputStream out;

  private NumpyArray(OutputStream out) {
    this.out = out;
  }

  /**
   * Begins a matrix of single-precision numbers.
   *
   * @param out where to write it; not closed
   * @param rows the number of rows that will follow
   * @param columns the numbers a row
   * @return the array, which waits for its rows
   * @throws IOException if the header cannot be written
   */
  public static NumpyArray matrix(OutputStream out, int rows, int columns) throws IOException {
    writeHeader(out, "<f4", "(" + rows + ", " + columns + ")");
    return new NumpyArray(out);
  }

  /**
   * Writes a vector of whole numbers.
   *
   * @param out where to write it; not closed
   * @param values the numbers
   * @throws IOException if it cannot be written
   */
  public static void writeVector(OutputStream out, int[] values) throws IOException {
    writeHeader(out, "<i4", "(" + values.length + ",)");
    byte[] bytes = new byte[values.length * Integer.BYTES];
    littleEndian(bytes).asIntBuffer().put(values);
    out.write(bytes);
  }

  /**
   * Writes the next row.
   *
   * @param row the numbers
   * @throws IOException if it cannot be written
   */
  public void writeRow(float[] row) throws IOException {
    byte[] bytes = new byte[row.length * Float.BYTES];
    littleEndian(bytes).asFloatBuffer().put(row);
    out.write(bytes);
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void writeHeader(OutputStream out, String type, String shape) throws IOException {
    String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
    int unpadded = MAGIC.length + Short.BYTES + header.length() + 1;
    int padding = Math.floorMod(-unpadded, ALIGNMENT);
    String padded = header + " ".repeat(padding) + "\n";
    out.write(MAGIC);
    byte[] length = new byte[Short.BYTES];
    littleEndian(length).putShort((short) padded.length());
    out.write(length);
    out.write(padded.getBytes(StandardCharsets.US_ASCII));
  }
}
