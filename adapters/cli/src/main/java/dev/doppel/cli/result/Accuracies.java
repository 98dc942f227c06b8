package dev.doppel.cli.result;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The accuracies of a weighted k-nearest-neighbour classifier, each between 0 and 1. Only the
 * comparison says whether a run learned: on small images an encoder with random weights, or no
 * encoder at all, is already far above chance.
 *
 * @param randomEncoder on the embeddings of the encoder before its first step
 * @param pixels on the images themselves
 * @param trainedEncoder on the embeddings of the encoder at the end; empty if it was not measured
 */
public record Accuracies(
    OptionalDouble randomEncoder, OptionalDouble pixels, OptionalDouble trainedEncoder) {

  /** Nothing was measured. */
  public static final Accuracies NONE =
      new Accuracies(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());

  /**
   * The accuracies that a run starts from.
   *
   * @param randomEncoder on the embeddings of the encoder before its first step
   * @param pixels on the images themselves
   * @return the accuracies, without that of the trained encoder
   */
  public static Accuracies before(double randomEncoder, double pixels) {
    return new Accuracies(
        OptionalDouble.of(randomEncoder), OptionalDouble.of(pixels), OptionalDouble.empty());
  }

  /**
   * These accuracies with that of the trained encoder.
   *
   * @param trained on the embeddings of the encoder at the end
   * @return new accuracies
   */
  public Accuracies withTrained(double trained) {
    return new Accuracies(randomEncoder, pixels, OptionalDouble.of(trained));
  }

  /**
   * Whether anything was measured.
   *
   * @return true if at least one accuracy is there
   */
  public boolean measured() {
    return randomEncoder.isPresent() || pixels.isPresent() || trainedEncoder.isPresent();
  }

  /**
   * An accuracy in percent.
   *
   * @param accuracy the accuracy
   * @return a text such as {@code 84.2 %}, or {@code not measured}
   */
  public static String percent(OptionalDouble accuracy) {
    return accuracy.isPresent()
        ? String.format(Locale.ROOT, "%.1f %%", 100 * accuracy.getAsDouble())
        : "not measured";
  }
}
