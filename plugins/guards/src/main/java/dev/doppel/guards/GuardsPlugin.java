package dev.doppel.guards;

import dev.doppel.spi.SelfSupervisedPlugin;
import dev.doppel.spi.SpiVersion;
import dev.doppel.spi.guard.CollapseGuardFactory;
import java.util.List;

/**
 * Brings the monitors {@code feature-std} and {@code non-finite}, and the gradient guards {@code
 * clip}, {@code freeze-last-layer}, {@code fixed-patch-projection} and {@code gradient-spike}.
 */
public final class GuardsPlugin implements SelfSupervisedPlugin {

  /** Creates the plugin; called by {@link java.util.ServiceLoader}. */
  public GuardsPlugin() {}

  @Override
  public int spiVersion() {
    return SpiVersion.CURRENT;
  }

  @Override
  public String name() {
    return "guards";
  }

  @Override
  public List<CollapseGuardFactory> collapseGuards() {
    return List.of(
        new FeatureStdGuardFactory(),
        new NonFiniteGuardFactory(),
        new ClipGuardFactory(),
        new FreezeLastLayerGuardFactory(),
        new FixedPatchProjectionGuardFactory(),
        new GradientSpikeGuardFactory());
  }
}
