package dev.doppel.dl4j;

import dev.doppel.runtime.step.StepListener;
import dev.doppel.runtime.training.TrainingSession;

/** A program that opens two runs, for a virtual machine of its own. */
final class TwiceTrained {

  private TwiceTrained() {}

  /** Runs the program. */
  public static void main(String[] arguments) {
    for (int run = 0; run < 2; run++) {
      try (TrainingSession session =
          new Dl4jBackend().open(Plans.plan(Plans.byol()), new StepListener() {})) {
        session.step(Plans.batch(1));
        session.flush();
      }
    }
    System.out.println("trained twice");
  }
}
