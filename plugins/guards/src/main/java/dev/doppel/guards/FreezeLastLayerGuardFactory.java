package dev.doppel.guards;

import dev.doppel.spi.guard.CollapseGuard;
import dev.doppel.spi.guard.CollapseGuardFactory;
import dev.doppel.spi.guard.GradientGuard;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import java.util.List;

/** Creates the guard {@code freeze-last-layer}. */
final class FreezeLastLayerGuardFactory implements CollapseGuardFactory {

  static final Option<Long> STEPS =
      Option.whole("steps")
          .atLeast(0)
          .defaultValue(0L)
          .describedAs("steps for which the layer is frozen; 0 to count epochs");

  static final Option<Double> EPOCHS =
      Option.decimal("epochs")
          .atLeast(0)
          .defaultValue(1.0)
          .describedAs("epochs for which it is frozen, where steps is 0");

  @Override
  public String name() {
    return "freeze-last-layer";
  }

  @Override
  public String description() {
    return "Keeps the online network's last layer as it is at the start of the run.";
  }

  @Override
  public Class<? extends CollapseGuard> kind() {
    return GradientGuard.class;
  }

  @Override
  public List<Option<?>> options() {
    return List.of(STEPS, EPOCHS);
  }

  @Override
  public CollapseGuard create(Options options) {
    return new FreezeLastLayerGuard(options.get(STEPS), options.get(EPOCHS));
  }
}
