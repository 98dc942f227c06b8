package dev.doppel.guards;

import dev.doppel.spi.guard.CollapseGuard;
import dev.doppel.spi.guard.CollapseGuardFactory;
import dev.doppel.spi.guard.GradientGuard;
import dev.doppel.spi.option.Options;

/** Creates the guard {@code fixed-patch-projection}. */
final class FixedPatchProjectionGuardFactory implements CollapseGuardFactory {

  @Override
  public String name() {
    return "fixed-patch-projection";
  }

  @Override
  public String description() {
    return "Keeps the backbone's first layer as it was drawn, for the whole run (MoCo-v3).";
  }

  @Override
  public Class<? extends CollapseGuard> kind() {
    return GradientGuard.class;
  }

  @Override
  public CollapseGuard create(Options options) {
    return new FixedPatchProjectionGuard();
  }
}
