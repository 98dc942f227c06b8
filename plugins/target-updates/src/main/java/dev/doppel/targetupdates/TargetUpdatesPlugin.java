package dev.doppel.targetupdates;

import dev.doppel.spi.SelfSupervisedPlugin;
import dev.doppel.spi.SpiVersion;
import dev.doppel.spi.target.TargetUpdateFactory;
import java.util.List;

/** Brings the target updates {@code ema}, {@code copy}, {@code none} and {@code frozen}. */
public final class TargetUpdatesPlugin implements SelfSupervisedPlugin {

  /** Creates the plugin; called by {@link java.util.ServiceLoader}. */
  public TargetUpdatesPlugin() {}

  @Override
  public int spiVersion() {
    return SpiVersion.CURRENT;
  }

  @Override
  public String name() {
    return "target-updates";
  }

  @Override
  public List<TargetUpdateFactory> targetUpdates() {
    return List.of(
        new EmaTargetUpdateFactory(),
        new CopyTargetUpdateFactory(),
        new NoTargetUpdateFactory(),
        new FrozenTargetUpdateFactory());
  }
}
