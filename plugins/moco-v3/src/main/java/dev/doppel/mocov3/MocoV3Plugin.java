package dev.doppel.mocov3;

import dev.doppel.spi.SelfSupervisedPlugin;
import dev.doppel.spi.SpiVersion;
import dev.doppel.spi.loss.LossFactory;
import dev.doppel.spi.recipe.RecipePreset;
import dev.doppel.spi.view.ViewPolicyFactory;
import java.util.List;
import java.util.stream.Stream;

/** Brings momentum contrast without a queue (Chen et al., arXiv 2104.02057). */
public final class MocoV3Plugin implements SelfSupervisedPlugin {

  /** Creates the plugin; called by {@link java.util.ServiceLoader}. */
  public MocoV3Plugin() {}

  @Override
  public int spiVersion() {
    return SpiVersion.CURRENT;
  }

  @Override
  public String name() {
    return "moco-v3";
  }

  @Override
  public List<LossFactory> losses() {
    return List.of(new MocoV3LossFactory());
  }

  @Override
  public List<ViewPolicyFactory> viewPolicies() {
    return List.of(MocoV3Views.policy());
  }

  @Override
  public List<RecipePreset> recipes() {
    return Stream.of(MocoV3Recipes.all(), MocoV3VitRecipes.all()).flatMap(List::stream).toList();
  }
}
