package dev.doppel.cli.comparison;

import dev.doppel.cli.result.Measurements;
import java.util.List;
import java.util.Optional;

/**
 * What training added to the accuracy of a method's own random encoders.
 *
 * @param mean the difference of both accuracies, over the seeds and the test images
 * @param interval how far it could have come out elsewhere with other test images
 */
record Gain(double mean, PairedBootstrap interval) {

  /**
   * The gain of some runs.
   *
   * @param runs what each measured
   * @return the gain; empty if no run has answers from both ends, or not all have as many images
   */
  static Optional<Gain> of(List<Measurements> runs) {
    List<Measurements> answered =
        runs.stream()
            .filter(run -> run.randomEncoder().isPresent() && run.trainedEncoder().isPresent())
            .toList();
    if (answered.isEmpty()) {
      return Optional.empty();
    }
    int images = answered.get(0).trainedEncoder().orElseThrow().right().length;
    double[] differences = new double[images];
    for (Measurements run : answered) {
      boolean[] before = run.randomEncoder().orElseThrow().right();
      boolean[] after = run.trainedEncoder().orElseThrow().right();
      if (before.length != images || after.length != images) {
        return Optional.empty();
      }
      for (int image = 0; image < images; image++) {
        int difference = (after[image] ? 1 : 0) - (before[image] ? 1 : 0);
        differences[image] += (double) difference / answered.size();
      }
    }
    double mean = 0;
    for (double difference : differences) {
      mean += difference / images;
    }
    return Optional.of(new Gain(mean, PairedBootstrap.of(differences)));
  }
}
