package dev.doppel.dl4j;

import dev.doppel.runtime.step.StepListener;
import dev.doppel.runtime.training.TrainingSession;
import dev.doppel.testkit.SmallRuns;

/** A program that opens two runs, for a virtual machine of its own. */
final class TwiceTrained {

  private TwiceTrained() {}

  /** Runs the program. */
  public static void main(String[] arguments) {
    for (int run = 0; run < 2; run++) {
      try (TrainingSession session = open(new Dl4jBackend())) {
        session.step(SmallRuns.batch(1));
        session.flush();
      }
    }
    System.out.println("trained twice");
  }

  private static TrainingSession open(Dl4jBackend backend) {
    return backend.open(SmallRuns.plan(backend, SmallRuns.byol()), new StepListener() {});
  }
}
