package dev.doppel.benchmarks.learning;

import dev.doppel.runtime.training.ViewBatch;
import dev.doppel.runtime.training.ViewBlock;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The peer's process. What it is sent is a line of JSON, answered with the width of an embedding
 * once the recipe is known to be one that it can train; then questions: a line with a word and the
 * shapes of arrays, and the arrays. It answers {@code embed} alone. All numbers are little-endian,
 * float32 but for the width, which has four bytes too.
 */
final class LightlyPeer implements AutoCloseable {

  private final Process process;
  private final OutputStream questions;
  private final DataInputStream answers;
  private final int width;

  /**
   * Starts the process and waits until it is ready.
   *
   * @param python the interpreter
   * @param script the program
   * @param recipe the first line
   * @throws IOException if it cannot be started, or cannot train the recipe
   */
  LightlyPeer(String python, Path script, String recipe) throws IOException {
    process =
        new ProcessBuilder(python, script.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    questions = new BufferedOutputStream(process.getOutputStream());
    answers = new DataInputStream(new BufferedInputStream(process.getInputStream()));
    write((recipe + "\n").getBytes(StandardCharsets.UTF_8));
    width = readWidth();
  }

  private int readWidth() throws IOException {
    try {
      return Integer.reverseBytes(answers.readInt());
    } catch (EOFException e) {
      throw ended(e);
    }
  }

  /** Takes one step of training. */
  void step(ViewBatch batch) throws IOException {
    ask("step", batch.views());
  }

  /** The embeddings of images by the encoder as it is, in evaluation mode. */
  float[][] embed(ViewBlock block) {
    try {
      ask("embed", List.of(block));
      return answer(block.batch());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void ask(String word, List<ViewBlock> blocks) throws IOException {
    String shapes =
        blocks.stream()
            .map(
                block ->
                    " %d,%d,%d,%d"
                        .formatted(block.batch(), block.channels(), block.size(), block.size()))
            .collect(Collectors.joining());
    write((word + shapes + "\n").getBytes(StandardCharsets.UTF_8));
    for (ViewBlock block : blocks) {
      byte[] bytes = new byte[Math.multiplyExact(Float.BYTES, block.pixels().length)];
      littleEndian(bytes).asFloatBuffer().put(block.pixels());
      write(bytes);
    }
  }

  private void write(byte[] bytes) throws IOException {
    try {
      questions.write(bytes);
      questions.flush();
    } catch (IOException e) {
      throw ended(e);
    }
  }

  private float[][] answer(int rows) throws IOException {
    float[][] embeddings = new float[rows][width];
    byte[] bytes = new byte[Float.BYTES * width];
    try {
      for (float[] row : embeddings) {
        answers.readFully(bytes);
        littleEndian(bytes).asFloatBuffer().get(row);
      }
      return embeddings;
    } catch (EOFException e) {
      throw ended(e);
    }
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static IOException ended(IOException cause) {
    return new IOException("the peer's program ended; its message stands above", cause);
  }

  @Override
  public void close() {
    process.destroy();
  }
}
