package dev.doppel.mocov2;

import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.loss.LossFactory;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import java.util.List;

/** Creates the loss {@code moco-v2}. */
final class MocoV2LossFactory implements LossFactory {

  // From 0.02 on, exponentials of cosines over it stay within float32.
  static final Option<Double> TEMPERATURE =
      Option.decimal("temperature")
          .range(0.02, 100)
          .defaultValue(0.2)
          .describedAs("divides the cosines; the lower, the more the nearest negatives count");

  static final Option<Long> QUEUE_LENGTH =
      Option.whole("queue-length")
          .range(1, 1_000_000)
          .defaultValue(65_536L)
          .describedAs("keys of former batches that are negatives");

  @Override
  public String name() {
    return "moco-v2";
  }

  @Override
  public String description() {
    return "Cross entropy of telling the other view's key from a queue of former keys (MoCo).";
  }

  @Override
  public List<Option<?>> options() {
    return List.of(TEMPERATURE, QUEUE_LENGTH);
  }

  @Override
  public Loss create(Options options) {
    return new MocoV2Loss(options.get(TEMPERATURE), Math.toIntExact(options.get(QUEUE_LENGTH)));
  }
}
