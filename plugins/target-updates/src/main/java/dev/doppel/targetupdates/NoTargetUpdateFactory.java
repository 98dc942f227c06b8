package dev.doppel.targetupdates;

import dev.doppel.spi.option.Options;
import dev.doppel.spi.target.TargetUpdate;
import dev.doppel.spi.target.TargetUpdateFactory;

/** Creates the rule {@code none}. */
final class NoTargetUpdateFactory implements TargetUpdateFactory {

  @Override
  public String name() {
    return "none";
  }

  @Override
  public String description() {
    return "No target network: targets are the online network's outputs under stop-gradient.";
  }

  @Override
  public TargetUpdate create(Options options) {
    return new NoTargetUpdate();
  }
}
