package dev.doppel.targetupdates;

import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import dev.doppel.spi.target.TargetUpdate;
import dev.doppel.spi.target.TargetUpdateFactory;
import java.util.List;

/** Creates the rule {@code frozen}. */
final class FrozenTargetUpdateFactory implements TargetUpdateFactory {

  static final Option<String> INITIALISATION = Initialisations.option("independent");

  @Override
  public String name() {
    return "frozen";
  }

  @Override
  public String description() {
    return "Target network that never moves.";
  }

  @Override
  public List<Option<?>> options() {
    return List.of(INITIALISATION);
  }

  @Override
  public TargetUpdate create(Options options) {
    return new FrozenTargetUpdate(Initialisations.of(options, INITIALISATION));
  }
}
