package dev.doppel.cli.result;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * The accuracies of a weighted k-nearest-neighbour classifier, each between 0 and 1. Only the
 * comparison says whether a run learned: on small images an encoder with random weights, or no
 * encoder at all, is already far above chance.
 *
 * @param randomEncoder on the embeddings of the encoder before its first step
 * @param calibratedEncoder the same with batch-norm statistics of unlabelled images, which training
 *     brings along whatever it learns; empty if the encoder has no batch norm
 * @param pixels on the images themselves
 * @param trainedEncoder on the embeddings of the encoder at the end; empty if it was not measured
 */
public record Accuracies(
    OptionalDouble randomEncoder,
    OptionalDouble calibratedEncoder,
    OptionalDouble pixels,
    OptionalDouble trainedEncoder) {

  /** Nothing was measured. */
  public static final Accuracies NONE =
      new Accuracies(
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty());

  /**
   * The accuracies that a run starts from.
   *
   * @param randomEncoder on the embeddings of the encoder before its first step
   * @param pixels on the images themselves
   * @return the accuracies, without those of the calibrated and the trained encoder
   */
  public static Accuracies before(OptionalDouble randomEncoder, OptionalDouble pixels) {
    return new Accuracies(randomEncoder, OptionalDouble.empty(), pixels, OptionalDouble.empty());
  }

  /**
   * These accuracies with that of the calibrated encoder.
   *
   * @param calibrated on the embeddings of the encoder before its first step, with batch-norm
   *     statistics of images
   * @return new accuracies
   */
  public Accuracies withCalibrated(OptionalDouble calibrated) {
    return new Accuracies(randomEncoder, calibrated, pixels, trainedEncoder);
  }

  /**
   * These accuracies with that of the trained encoder.
   *
   * @param trained on the embeddings of the encoder at the end
   * @return new accuracies
   */
  public Accuracies withTrained(OptionalDouble trained) {
    return new Accuracies(randomEncoder, calibratedEncoder, pixels, trained);
  }

  /**
   * Whether anything was measured.
   *
   * @return true if at least one accuracy is there
   */
  public boolean measured() {
    return Stream.of(randomEncoder, calibratedEncoder, pixels, trainedEncoder)
        .anyMatch(OptionalDouble::isPresent);
  }

  /**
   * What training added to the calibrated encoder, as the difference of both percentages.
   *
   * @return a text such as {@code 0.9 points} or {@code -0.3 points}; empty if either is missing
   */
  public Optional<String> gain() {
    if (calibratedEncoder.isEmpty() || trainedEncoder.isEmpty()) {
      return Optional.empty();
    }
    // Of rounded figures, so that it is the difference of those that stand beside it.
    long tenths = tenths(trainedEncoder) - tenths(calibratedEncoder);
    return Optional.of(String.format(Locale.ROOT, "%.1f points", tenths / 10.0));
  }

  private static long tenths(OptionalDouble accuracy) {
    return Math.round(1000 * accuracy.getAsDouble());
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
