package dev.doppel.guards;

import dev.doppel.spi.SelfSupervisedPlugin;
import dev.doppel.spi.SpiVersion;
import dev.doppel.spi.guard.CollapseGuardFactory;
import java.util.List;

/**
 * Brings the monitors {@code feature-std}, {@code effective-rank}, {@code alignment-uniformity},
 * {@code target-entropy}, {@code loss-plateau}, {@code loss-floor}, {@code non-finite}, {@code
 * target-alias}, {@code target-drift} and {@code dead-prototypes}, and the gradient guards {@code
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
        new EffectiveRankGuardFactory(),
        new AlignmentUniformityGuardFactory(),
        new TargetEntropyGuardFactory(),
        new LossPlateauGuardFactory(),
        new LossFloorGuardFactory(),
        new NonFiniteGuardFactory(),
        new TargetAliasGuardFactory(),
        new TargetDriftGuardFactory(),
        new DeadPrototypesGuardFactory(),
        new ClipGuardFactory(),
        new FreezeLastLayerGuardFactory(),
        new FixedPatchProjectionGuardFactory(),
        new GradientSpikeGuardFactory());
  }
}
