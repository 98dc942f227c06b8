package dev.doppel.simclr;

import dev.doppel.spi.SelfSupervisedPlugin;
import dev.doppel.spi.SpiVersion;
import dev.doppel.spi.loss.LossFactory;
import dev.doppel.spi.recipe.RecipePreset;
import dev.doppel.spi.view.ViewPolicyFactory;
import java.util.List;

/** Brings a simple framework for contrastive learning (Chen et al., arXiv 2002.05709). */
public final class SimClrPlugin implements SelfSupervisedPlugin {

  /** Creates the plugin; called by {@link java.util.ServiceLoader}. */
  public SimClrPlugin() {}

  @Override
  public int spiVersion() {
    return SpiVersion.CURRENT;
  }

  @Override
  public String name() {
    return "simclr";
  }

  @Override
  public List<LossFactory> losses() {
    return List.of(new SimClrLossFactory());
  }

  @Override
  public List<ViewPolicyFactory> viewPolicies() {
    return List.of(SimClrViews.policy());
  }

  @Override
  public List<RecipePreset> recipes() {
    return SimClrRecipes.all();
  }
}
