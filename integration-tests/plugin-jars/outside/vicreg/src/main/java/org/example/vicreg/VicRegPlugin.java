package org.example.vicreg;

import dev.doppel.spi.SelfSupervisedPlugin;
import dev.doppel.spi.SpiVersion;
import dev.doppel.spi.guard.CollapseGuardFactory;
import dev.doppel.spi.loss.LossFactory;
import dev.doppel.spi.target.TargetUpdateFactory;
import java.util.List;

/** Brings VICReg (Bardes, Ponce and LeCun, arXiv 2105.04906), and two parts beside it. */
public final class VicRegPlugin implements SelfSupervisedPlugin {

  /** Creates the plugin; called by {@link java.util.ServiceLoader}. */
  public VicRegPlugin() {}

  @Override
  public int spiVersion() {
    return SpiVersion.CURRENT;
  }

  @Override
  public String name() {
    return "vicreg";
  }

  @Override
  public List<LossFactory> losses() {
    return List.of(new VicRegLossFactory());
  }

  @Override
  public List<TargetUpdateFactory> targetUpdates() {
    return List.of(new HardCopyWhenBetterFactory());
  }

  @Override
  public List<CollapseGuardFactory> collapseGuards() {
    return List.of(new RankShareGuardFactory());
  }
}
