package dev.doppel.benchmarks;

/** Times two contenders in turn. */
final class Comparison {

  private Comparison() {}

  /** Warms both up, then runs pairs, the order within a pair alternating. */
  static PairedRatio run(String name, Contender ours, Contender theirs, int pairs, int rounds)
      throws Exception {
    ours.run(rounds);
    theirs.run(rounds);
    double[] ourTimes = new double[pairs];
    double[] theirTimes = new double[pairs];
    for (int pair = 0; pair < pairs; pair++) {
      if (pair % 2 == 0) {
        ourTimes[pair] = ours.run(rounds);
        theirTimes[pair] = theirs.run(rounds);
      } else {
        theirTimes[pair] = theirs.run(rounds);
        ourTimes[pair] = ours.run(rounds);
      }
    }
    return PairedRatio.of(name, ourTimes, theirTimes);
  }
}
