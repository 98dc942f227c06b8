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

  /**
   * Warms both up, then runs cycles of some steps on both, step by step in turn: what tells a
   * difference of one per cent on a machine whose speed changes by more than that in a second.
   */
  static StepTimes stepByStep(DoppelMethod ours, DoppelMethod theirs, int cycles, int steps)
      throws Exception {
    ours.run(steps);
    theirs.run(steps);
    StepTimes times = new StepTimes(new double[cycles][steps], new double[cycles][steps]);
    for (int cycle = 0; cycle < cycles; cycle++) {
      for (int step = 0; step < steps; step++) {
        boolean last = step == steps - 1;
        if ((cycle + step) % 2 == 0) {
          times.ours()[cycle][step] = ours.timedStep(last);
          times.theirs()[cycle][step] = theirs.timedStep(last);
        } else {
          times.theirs()[cycle][step] = theirs.timedStep(last);
          times.ours()[cycle][step] = ours.timedStep(last);
        }
      }
    }
    return times;
  }

  /**
   * What single steps took, in seconds.
   *
   * @param ours one row a cycle, with the time of each of its steps
   * @param theirs the same
   */
  record StepTimes(double[][] ours, double[][] theirs) {}
}
