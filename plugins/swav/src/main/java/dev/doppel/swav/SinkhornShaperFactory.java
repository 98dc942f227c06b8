package dev.doppel.swav;

import dev.doppel.spi.guard.CollapseGuard;
import dev.doppel.spi.guard.CollapseGuardFactory;
import dev.doppel.spi.guard.TargetShaper;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import java.util.List;

/** Creates the target shaper {@code sinkhorn}. */
final class SinkhornShaperFactory implements CollapseGuardFactory {

  static final Option<Double> EPSILON =
      Option.decimal("epsilon")
          .greaterThan(0)
          .defaultValue(0.05)
          .describedAs("what scores are divided by; the smaller, the sharper are assignments");

  static final Option<Long> ITERATIONS =
      Option.whole("iterations")
          .range(1, 1000)
          .defaultValue(3L)
          .describedAs("times that prototypes, then samples, are given equal weight");

  static final Option<Long> QUEUE_LENGTH =
      Option.whole("queue-length")
          .range(0, 1_000_000)
          .defaultValue(0L)
          .describedAs(
              "earlier samples, for each view, that count beside the batch; 0 for none; needs"
                  + " predictor = prototypes(N)");

  static final Option<Long> QUEUE_START_STEP =
      Option.whole("queue-start-step")
          .atLeast(0)
          .defaultValue(0L)
          .describedAs("the step whose features are the first to enter the queue");

  @Override
  public String name() {
    return "sinkhorn";
  }

  @Override
  public String description() {
    return "Makes assignments of the targets that use all prototypes alike (SwAV).";
  }

  @Override
  public Class<? extends CollapseGuard> kind() {
    return TargetShaper.class;
  }

  @Override
  public List<Option<?>> options() {
    return List.of(EPSILON, ITERATIONS, QUEUE_LENGTH, QUEUE_START_STEP);
  }

  @Override
  public CollapseGuard create(Options options) {
    return new SinkhornShaper(
        options.get(EPSILON),
        options.get(ITERATIONS).intValue(),
        new FeatureQueue(options.get(QUEUE_LENGTH).intValue(), options.get(QUEUE_START_STEP)));
  }
}
