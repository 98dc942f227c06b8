package dev.doppel.mocov2;

import dev.doppel.spi.SelfSupervisedPlugin;
import dev.doppel.spi.SpiVersion;
import dev.doppel.spi.loss.LossFactory;
import dev.doppel.spi.recipe.RecipePreset;
import dev.doppel.spi.view.ViewPolicyFactory;
import java.util.List;

/** Brings momentum contrast with a queue (Chen et al., arXiv 2003.04297). */
public final class MocoV2Plugin implements SelfSupervisedPlugin {

  /** Creates the plugin; called by {@link java.util.ServiceLoader}. */
  public MocoV2Plugin() {}

  @Override
  public int spiVersion() {
    return SpiVersion.CURRENT;
  }

  @Override
  public String name() {
    return "moco-v2";
  }

  @Override
  public List<LossFactory> losses() {
    return List.of(new MocoV2LossFactory());
  }

  @Override
  public List<ViewPolicyFactory> viewPolicies() {
    return List.of(MocoV2Views.policy());
  }

  @Override
  public List<RecipePreset> recipes() {
    return MocoV2Recipes.all();
  }
}
