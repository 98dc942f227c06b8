package dev.doppel.barlowtwins;

import dev.doppel.spi.SelfSupervisedPlugin;
import dev.doppel.spi.SpiVersion;
import dev.doppel.spi.loss.LossFactory;
import dev.doppel.spi.recipe.RecipePreset;
import dev.doppel.spi.view.ViewPolicyFactory;
import java.util.List;

/** Brings Barlow Twins (Zbontar et al., arXiv 2103.03230). */
public final class BarlowTwinsPlugin implements SelfSupervisedPlugin {

  /** Creates the plugin; called by {@link java.util.ServiceLoader}. */
  public BarlowTwinsPlugin() {}

  @Override
  public int spiVersion() {
    return SpiVersion.CURRENT;
  }

  @Override
  public String name() {
    return "barlow-twins";
  }

  @Override
  public List<LossFactory> losses() {
    return List.of(new BarlowTwinsLossFactory());
  }

  @Override
  public List<ViewPolicyFactory> viewPolicies() {
    return List.of(BarlowTwinsViews.policy());
  }

  @Override
  public List<RecipePreset> recipes() {
    return BarlowTwinsRecipes.all();
  }
}
