package dev.doppel.runtime.checkpoint;

import dev.doppel.runtime.file.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The file format of checkpoints. All numbers are big-endian:
 *
 * <pre>
 * 18 bytes   "doppel-checkpoint" and a line feed, in ASCII
 * int32      the version of the format, 1
 * int32      the number of texts, then for each: name, text
 * int32      the number of numbers, then for each: name, float64
 * int32      the number of arrays, then for each: name, int32 rank, int64 per axis,
 *            int8 element type (4 float32, 8 float64), the elements in row-major order
 * 32 bytes   SHA-256 of all before
 * </pre>
 *
 * <p>A name or text is an int32 length in bytes and that many bytes of UTF-8. Nothing in a file is
 * run or names a class.
 */
public final class CheckpointFormat {

  /** The version that this class writes, and the only one it reads. */
  public static final int VERSION = 1;

  static final byte[] MAGIC = "doppel-checkpoint\n".getBytes(StandardCharsets.US_ASCII);

  private CheckpointFormat() {}

  /**
   * Writes a checkpoint.
   *
   * @param checkpoint the checkpoint
   * @param stream where to; stays open
   * @throws IOException if it cannot be written
   */
  public static void write(Checkpoint checkpoint, OutputStream stream) throws IOException {
    CheckpointOutput output = new CheckpointOutput(stream, Sha256.digest());
    output.bytes(MAGIC);
    output.integer(VERSION);
    output.integer(checkpoint.texts().size());
    for (Map.Entry<String, String> text : checkpoint.texts().entrySet()) {
      output.text(text.getKey());
      output.text(text.getValue());
    }
    output.integer(checkpoint.numbers().size());
    for (Map.Entry<String, Double> number : checkpoint.numbers().entrySet()) {
      output.text(number.getKey());
      output.number(number.getValue());
    }
    output.integer(checkpoint.arrays().size());
    for (Map.Entry<String, CheckpointArray> array : checkpoint.arrays().entrySet()) {
      output.text(array.getKey());
      output.array(array.getValue());
    }
    output.finish();
  }

  /**
   * Reads a checkpoint back.
   *
   * @param stream where from; stays open
   * @param source the file's name, for messages
   * @return the checkpoint
   * @throws CheckpointException if it is no checkpoint, of another version, or damaged
   * @throws IOException if it cannot be read
   */
  public static Checkpoint read(InputStream stream, String source) throws IOException {
    CheckpointInput input = new CheckpointInput(stream, Sha256.digest(), source);
    input.requireMagic(MAGIC);
    input.requireVersion(VERSION);
    Checkpoint.Builder checkpoint = new Checkpoint.Builder();
    for (int left = input.count(); left > 0; left--) {
      checkpoint.text(input.text(), input.text());
    }
    for (int left = input.count(); left > 0; left--) {
      checkpoint.number(input.text(), input.number());
    }
    for (int left = input.count(); left > 0; left--) {
      checkpoint.array(input.text(), input.array());
    }
    input.requireChecksum();
    return checkpoint.build();
  }
}
