package dev.doppel.cli.evaluation;

import dev.doppel.cli.failure.DivergedException;
import dev.doppel.runtime.training.Encoder;
import dev.doppel.runtime.training.ViewBlock;
import java.util.Arrays;

/** Turns images into features: an encoder, or something to compare one with. */
@FunctionalInterface
public interface Embedder {

  /**
   * The features of images.
   *
   * @param block the images
   * @return one row a sample
   */
  float[][] embed(ViewBlock block);

  /**
   * An encoder whose embeddings must be numbers.
   *
   * @param encoder the encoder
   * @return the embedder, which throws {@link DivergedException} where one is not
   */
  static Embedder of(Encoder encoder) {
    return block -> {
      float[][] rows = encoder.embed(block);
      if (!Features.finite(rows)) {
        throw new DivergedException();
      }
      return rows;
    };
  }

  /**
   * No encoder at all: an image's features are its pixels.
   *
   * @return the embedder
   */
  static Embedder pixels() {
    return block -> {
      int length = block.channels() * block.size() * block.size();
      float[][] rows = new float[block.batch()][];
      Arrays.setAll(
          rows, row -> Arrays.copyOfRange(block.pixels(), row * length, (row + 1) * length));
      return rows;
    };
  }
}
