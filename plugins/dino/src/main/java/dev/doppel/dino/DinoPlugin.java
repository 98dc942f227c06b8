package dev.doppel.dino;

import dev.doppel.spi.SelfSupervisedPlugin;
import dev.doppel.spi.SpiVersion;
import dev.doppel.spi.guard.CollapseGuardFactory;
import dev.doppel.spi.loss.LossFactory;
import dev.doppel.spi.recipe.RecipePreset;
import dev.doppel.spi.view.ViewPolicyFactory;
import java.util.List;

/** Brings self-distillation with no labels (Caron et al., arXiv 2104.14294). */
public final class DinoPlugin implements SelfSupervisedPlugin {

  /** Creates the plugin; called by {@link java.util.ServiceLoader}. */
  public DinoPlugin() {}

  @Override
  public int spiVersion() {
    return SpiVersion.CURRENT;
  }

  @Override
  public String name() {
    return "dino";
  }

  @Override
  public List<LossFactory> losses() {
    return List.of(new DinoLossFactory());
  }

  @Override
  public List<CollapseGuardFactory> collapseGuards() {
    return List.of(new CentringShaperFactory());
  }

  @Override
  public List<ViewPolicyFactory> viewPolicies() {
    return List.of(DinoViews.policy());
  }

  @Override
  public List<RecipePreset> recipes() {
    return DinoRecipes.all();
  }
}
