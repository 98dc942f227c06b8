package dev.doppel.runtime.program;

import dev.doppel.runtime.recipe.DataFacts;
import java.util.Optional;

/**
 * What a sample of a user's data is: one image that views are drawn from, or several arrays that
 * are views already.
 *
 * @param arrays the arrays of a sample
 * @param shape the shape of the first, without a batch axis; not copied
 * @param facts what a recipe needs to know; for arrays that are no images, those of a 1-pixel image
 */
public record SampleKind(int arrays, long[] shape, DataFacts facts) {

  /**
   * Looks at the shape of a sample.
   *
   * @param arrays the arrays of a sample
   * @param shape the shape of the first, without a batch axis
   * @param samples the number of samples, at least 1
   * @return the kind; empty for one array that is no image {@code [1 or 3, size, size]}
   */
  public static Optional<SampleKind> of(int arrays, long[] shape, long samples) {
    if (arrays > 1) {
      return Optional.of(new SampleKind(arrays, shape, new DataFacts(1, 1, samples)));
    }
    boolean image = shape.length == 3 && (shape[0] == 1 || shape[0] == 3) && shape[1] == shape[2];
    if (!image) {
      return Optional.empty();
    }
    int channels = Math.toIntExact(shape[0]);
    int size = Math.toIntExact(shape[1]);
    return Optional.of(new SampleKind(1, shape, new DataFacts(channels, size, samples)));
  }

  /**
   * Whether views are drawn from a sample.
   *
   * @return false if a sample's arrays are its views
   */
  public boolean drawsViews() {
    return arrays == 1;
  }
}
