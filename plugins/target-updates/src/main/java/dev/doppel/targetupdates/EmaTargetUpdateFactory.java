package dev.doppel.targetupdates;

import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import dev.doppel.spi.schedule.Schedule;
import dev.doppel.spi.target.TargetUpdate;
import dev.doppel.spi.target.TargetUpdateFactory;
import dev.doppel.spi.target.UpdatePhase;
import java.util.List;

/** Creates the rule {@code ema}. */
final class EmaTargetUpdateFactory implements TargetUpdateFactory {

  static final Option<Double> MOMENTUM =
      Option.decimal("momentum")
          .range(0, 1)
          .defaultValue(0.996)
          .describedAs("share of the old value that the target keeps at the first step");

  static final Option<Double> FINAL_MOMENTUM =
      Option.decimal("final-momentum")
          .range(0, 1)
          .defaultValue(1.0)
          .describedAs("the same at the end of the run; not used by a constant schedule");

  static final Option<String> SCHEDULE =
      Option.choice("schedule", "cosine", "linear", "constant")
          .defaultValue("cosine")
          .describedAs("how momentum goes from its first value to its last");

  static final Option<String> END =
      Option.choice("end", "after-last-step", "at-last-step")
          .defaultValue("after-last-step")
          .describedAs(
              "when a schedule over K steps has its last value: at step K, which is never taken"
                  + " (BYOL, MoCo-v3, DINO), or at step K - 1 (lightly)");

  static final Option<String> PHASE =
      Option.choice("phase", "after-optimizer", "before-target")
          .defaultValue("after-optimizer")
          .describedAs(
              "the target moves after the optimiser's step (BYOL, DINO), or before its forward"
                  + " pass (MoCo)");

  static final Option<String> RUNNING_STATISTICS =
      RunningStatistics.option("keep", "average", "copy");

  static final Option<String> INITIALISATION = Initialisations.option("copy");

  @Override
  public String name() {
    return "ema";
  }

  @Override
  public String description() {
    return "Exponential moving average of the online network.";
  }

  @Override
  public List<Option<?>> options() {
    return List.of(
        MOMENTUM, FINAL_MOMENTUM, SCHEDULE, END, PHASE, RUNNING_STATISTICS, INITIALISATION);
  }

  @Override
  public TargetUpdate create(Options options) {
    return new EmaTargetUpdate(
        momentum(options),
        options.get(PHASE).equals("after-optimizer")
            ? UpdatePhase.AFTER_OPTIMIZER_STEP
            : UpdatePhase.BEFORE_TARGET_FORWARD,
        RunningStatistics.of(options.get(RUNNING_STATISTICS)),
        Initialisations.of(options, INITIALISATION));
  }

  private static Schedule momentum(Options options) {
    double first = options.get(MOMENTUM);
    double last = options.get(FINAL_MOMENTUM);
    Schedule schedule =
        switch (options.get(SCHEDULE)) {
          case "cosine" -> Schedule.cosine(first, last);
          case "linear" -> Schedule.linear(first, last);
          default -> Schedule.constant(first);
        };
    return options.get(END).equals("at-last-step") ? oneStepEarlier(schedule) : schedule;
  }

  private static Schedule oneStepEarlier(Schedule schedule) {
    return (step, steps) -> {
      long last = Math.max(1, steps - 1);
      return schedule.at(Math.min(step, last), last);
    };
  }
}
