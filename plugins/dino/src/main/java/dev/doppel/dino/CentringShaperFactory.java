package dev.doppel.dino;

import dev.doppel.spi.guard.CollapseGuard;
import dev.doppel.spi.guard.CollapseGuardFactory;
import dev.doppel.spi.guard.TargetShaper;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import dev.doppel.spi.schedule.Schedule;
import java.util.List;

/** Creates the target shaper {@code centring}. */
final class CentringShaperFactory implements CollapseGuardFactory {

  static final Option<Double> TEACHER_TEMPERATURE =
      Option.decimal("teacher-temperature")
          .greaterThan(0)
          .defaultValue(0.04)
          .describedAs("what targets are divided by before their softmax, after the warm-up");

  static final Option<Double> WARMUP_TEACHER_TEMPERATURE =
      Option.decimal("warmup-teacher-temperature")
          .greaterThan(0)
          .defaultValue(0.04)
          .describedAs("the same at the first step of a warm-up");

  static final Option<Long> WARMUP_TEACHER_TEMPERATURE_STEPS =
      Option.whole("warmup-teacher-temperature-steps")
          .atLeast(0)
          .defaultValue(0L)
          .describedAs("steps of the line from the warm-up's temperature to the other");

  static final Option<Double> CENTER_MOMENTUM =
      Option.decimal("center-momentum")
          .range(0, 1)
          .defaultValue(0.9)
          .describedAs("share of its old value that the centre keeps in a step");

  @Override
  public String name() {
    return "centring";
  }

  @Override
  public String description() {
    return "Takes a moving centre off the targets and sharpens them to distributions (DINO).";
  }

  @Override
  public Class<? extends CollapseGuard> kind() {
    return TargetShaper.class;
  }

  @Override
  public List<Option<?>> options() {
    return List.of(
        TEACHER_TEMPERATURE,
        WARMUP_TEACHER_TEMPERATURE,
        WARMUP_TEACHER_TEMPERATURE_STEPS,
        CENTER_MOMENTUM);
  }

  @Override
  public CollapseGuard create(Options options) {
    return new CentringShaper(
        Schedule.linearWarmupThenConstant(
            options.get(WARMUP_TEACHER_TEMPERATURE),
            options.get(TEACHER_TEMPERATURE),
            options.get(WARMUP_TEACHER_TEMPERATURE_STEPS)),
        options.get(CENTER_MOMENTUM));
  }
}
