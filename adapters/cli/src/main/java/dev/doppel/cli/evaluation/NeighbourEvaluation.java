package dev.doppel.cli.evaluation;

import dev.doppel.cli.result.Answers;
import dev.doppel.runtime.metric.KNearestNeighbours;
import dev.doppel.runtime.metric.MatrixProduct;
import dev.doppel.runtime.metric.NeighbourSettings;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Judges features by the weighted votes of their nearest neighbours.
 *
 * @param settings how votes are counted; of a bank with fewer images than neighbours, all vote
 */
public record NeighbourEvaluation(NeighbourSettings settings) {

  /**
   * The answers by an encoder.
   *
   * @param sets the images
   * @param extractor shows them to the encoder
   * @param embedder the encoder
   * @param product multiplies matrices
   * @return whether the class of each query is told right; empty if a feature is not a number
   * @throws java.util.concurrent.CancellationException if the extractor is told to give up
   */
  public Optional<Answers> answers(
      EvaluationSets sets, FeatureExtractor extractor, Embedder embedder, MatrixProduct product) {
    Features bank = extractor.features(sets.bank(), sets.bankIndices(), embedder);
    Features queries = extractor.features(sets.queries(), sets.queryIndices(), embedder);
    return answers(bank, queries, sets.classes(), product);
  }

  /**
   * The accuracy of features.
   *
   * @param bank the features whose classes are known
   * @param queries the features whose classes are to be told
   * @param classes the number of classes
   * @param product multiplies matrices
   * @return the share of queries whose class is told right; empty if a feature is not a number
   */
  public OptionalDouble accuracy(
      Features bank, Features queries, int classes, MatrixProduct product) {
    return accuracy(answers(bank, queries, classes, product));
  }

  /**
   * The accuracy of answers.
   *
   * @param answers the answers, if there are any
   * @return the share of right ones; empty without answers
   */
  public static OptionalDouble accuracy(Optional<Answers> answers) {
    return answers.isPresent()
        ? OptionalDouble.of(answers.get().accuracy())
        : OptionalDouble.empty();
  }

  /**
   * The answers by features.
   *
   * @param bank the features whose classes are known
   * @param queries the features whose classes are to be told
   * @param classes the number of classes
   * @param product multiplies matrices
   * @return whether the class of each query is told right; empty if a feature is not a number
   */
  public Optional<Answers> answers(
      Features bank, Features queries, int classes, MatrixProduct product) {
    if (!bank.finite() || !queries.finite()) {
      return Optional.empty();
    }
    NeighbourSettings possible =
        new NeighbourSettings(voters(bank.rows().length), settings.temperature());
    int[] predicted =
        new KNearestNeighbours(bank.rows(), bank.labels(), classes, possible, product)
            .predict(queries.rows());
    boolean[] right = new boolean[predicted.length];
    for (int query = 0; query < right.length; query++) {
      right[query] = predicted[query] == queries.labels()[query];
    }
    return Optional.of(new Answers(right));
  }

  /**
   * How votes are counted.
   *
   * @param bankSize the number of images in the bank
   * @return a few words, for reports
   */
  public String describe(int bankSize) {
    return String.format(
        Locale.ROOT,
        "weighted k-nearest neighbours (k = %,d%s, T = %s)",
        voters(bankSize),
        voters(bankSize) < settings.neighbours() ? ", the whole bank" : "",
        settings.temperature());
  }

  private int voters(int bankSize) {
    return Math.min(settings.neighbours(), bankSize);
  }
}
