package dev.doppel.cli.evaluation;

import dev.doppel.data.DataSet;
import dev.doppel.runtime.data.ImageSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The labelled images that an encoder is judged by: a bank, whose classes are known, and queries,
 * whose classes are to be told. Both are the first 10,000 labelled images of their part; or 10,000
 * evenly spaced ones if the first lack a class, as those of a set sorted by class do.
 *
 * @param bank the images to train on
 * @param bankIndices which of them are in the bank
 * @param queries the images to test on
 * @param queryIndices which of them are queries
 * @param classes the number of classes
 */
public record EvaluationSets(
    ImageSource bank, int[] bankIndices, ImageSource queries, int[] queryIndices, int classes) {

  private static final int MOST = 10_000;

  /**
   * Chooses bank and queries.
   *
   * @param data a set with a test part
   * @return the sets; empty if there are no labels to judge by
   */
  public static Optional<EvaluationSets> of(DataSet data) {
    int classes = data.train().classes();
    if (classes < 2 || data.test().isEmpty()) {
      return Optional.empty();
    }
    int[] bank = choose(data.train());
    int[] queries = choose(data.test().get());
    return bank.length == 0 || queries.length == 0
        ? Optional.empty()
        : Optional.of(new EvaluationSets(data.train(), bank, data.test().get(), queries, classes));
  }

  /**
   * What is compared with what.
   *
   * @return a few words, for reports
   */
  public String describe() {
    return String.format(
        Locale.ROOT,
        "bank: %,d of %,d training images, queries: %,d of %,d test images",
        bankIndices.length,
        bank.size(),
        queryIndices.length,
        queries.size());
  }

  /**
   * Some images of the bank in random order, for what needs all classes in each batch: a bank may
   * be sorted by class.
   *
   * @param count how many, at most
   * @param seed the seed of the order
   * @return their indices among the training images
   */
  public int[] mixedBank(int count, long seed) {
    List<Integer> mixed = new ArrayList<>(IntStream.of(bankIndices).boxed().toList());
    Collections.shuffle(mixed, new Random(seed));
    return mixed.stream().limit(count).mapToInt(Integer::intValue).toArray();
  }

  private static int[] choose(ImageSource source) {
    int[] labelled =
        IntStream.range(0, source.size())
            .filter(index -> source.label(index) != ImageSource.NO_LABEL)
            .toArray();
    if (labelled.length <= MOST) {
      return labelled;
    }
    int[] first = IntStream.range(0, MOST).map(place -> labelled[place]).toArray();
    if (classesAmong(source, first) == classesAmong(source, labelled)) {
      return first;
    }
    return IntStream.range(0, MOST)
        .map(place -> labelled[(int) ((long) place * labelled.length / MOST)])
        .toArray();
  }

  private static int classesAmong(ImageSource source, int[] indices) {
    BitSet found = new BitSet();
    IntStream.of(indices).map(source::label).forEach(found::set);
    return found.cardinality();
  }
}
