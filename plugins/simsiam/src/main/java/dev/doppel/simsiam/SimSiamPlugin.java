package dev.doppel.simsiam;

import dev.doppel.spi.SelfSupervisedPlugin;
import dev.doppel.spi.SpiVersion;
import dev.doppel.spi.loss.LossFactory;
import dev.doppel.spi.recipe.RecipePreset;
import dev.doppel.spi.view.ViewPolicyFactory;
import java.util.List;

/** Brings simple siamese representation learning (Chen and He, arXiv 2011.10566). */
public final class SimSiamPlugin implements SelfSupervisedPlugin {

  /** Creates the plugin; called by {@link java.util.ServiceLoader}. */
  public SimSiamPlugin() {}

  @Override
  public int spiVersion() {
    return SpiVersion.CURRENT;
  }

  @Override
  public String name() {
    return "simsiam";
  }

  @Override
  public List<LossFactory> losses() {
    return List.of(new SimSiamLossFactory());
  }

  @Override
  public List<ViewPolicyFactory> viewPolicies() {
    return List.of(SimSiamViews.policy());
  }

  @Override
  public List<RecipePreset> recipes() {
    return SimSiamRecipes.all();
  }
}
