package dev.doppel.byol;

import dev.doppel.spi.SelfSupervisedPlugin;
import dev.doppel.spi.SpiVersion;
import dev.doppel.spi.loss.LossFactory;
import dev.doppel.spi.recipe.RecipePreset;
import dev.doppel.spi.view.ViewPolicyFactory;
import java.util.List;

/** Brings bootstrap your own latent (Grill et al., arXiv 2006.07733). */
public final class ByolPlugin implements SelfSupervisedPlugin {

  /** Creates the plugin; called by {@link java.util.ServiceLoader}. */
  public ByolPlugin() {}

  @Override
  public int spiVersion() {
    return SpiVersion.CURRENT;
  }

  @Override
  public String name() {
    return "byol";
  }

  @Override
  public List<LossFactory> losses() {
    return List.of(new ByolLossFactory());
  }

  @Override
  public List<ViewPolicyFactory> viewPolicies() {
    return List.of(ByolViews.policy());
  }

  @Override
  public List<RecipePreset> recipes() {
    return ByolRecipes.all();
  }
}
