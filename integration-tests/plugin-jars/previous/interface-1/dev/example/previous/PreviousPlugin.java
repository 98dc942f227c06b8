package dev.example.previous;

import dev.doppel.spi.SelfSupervisedPlugin;
import dev.doppel.spi.SpiVersion;
import dev.doppel.spi.guard.CollapseGuardFactory;
import dev.doppel.spi.loss.LossFactory;
import dev.doppel.spi.target.TargetUpdateFactory;
import java.util.List;

/** A plugin of a loss, a target update and two guards. */
public final class PreviousPlugin implements SelfSupervisedPlugin {

  /** Creates the plugin. */
  public PreviousPlugin() {}

  @Override
  public int spiVersion() {
    return SpiVersion.CURRENT;
  }

  @Override
  public String name() {
    return "previous";
  }

  @Override
  public String version() {
    return "1.0";
  }

  @Override
  public List<LossFactory> losses() {
    return List.of(new PreviousLossFactory());
  }

  @Override
  public List<TargetUpdateFactory> targetUpdates() {
    return List.of(new PreviousTargetUpdateFactory());
  }

  @Override
  public List<CollapseGuardFactory> collapseGuards() {
    return List.of(new PreviousMonitorFactory(), new PreviousGradientGuardFactory());
  }
}
