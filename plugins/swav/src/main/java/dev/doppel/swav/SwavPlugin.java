package dev.doppel.swav;

import dev.doppel.spi.SelfSupervisedPlugin;
import dev.doppel.spi.SpiVersion;
import dev.doppel.spi.guard.CollapseGuardFactory;
import dev.doppel.spi.loss.LossFactory;
import dev.doppel.spi.recipe.RecipePreset;
import dev.doppel.spi.view.ViewPolicyFactory;
import java.util.List;

/** Brings swapped assignments between views (Caron et al., arXiv 2006.09882). */
public final class SwavPlugin implements SelfSupervisedPlugin {

  /** Creates the plugin; called by {@link java.util.ServiceLoader}. */
  public SwavPlugin() {}

  @Override
  public int spiVersion() {
    return SpiVersion.CURRENT;
  }

  @Override
  public String name() {
    return "swav";
  }

  @Override
  public List<LossFactory> losses() {
    return List.of(new SwavLossFactory());
  }

  @Override
  public List<CollapseGuardFactory> collapseGuards() {
    return List.of(new SinkhornShaperFactory());
  }

  @Override
  public List<ViewPolicyFactory> viewPolicies() {
    return List.of(SwavViews.policy());
  }

  @Override
  public List<RecipePreset> recipes() {
    return SwavRecipes.all();
  }
}
