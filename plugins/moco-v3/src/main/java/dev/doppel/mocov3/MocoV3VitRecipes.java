package dev.doppel.mocov3;

import dev.doppel.spi.recipe.ImageScale;
import dev.doppel.spi.recipe.RecipePreset;
import java.util.List;
import java.util.Map;

/**
 * The recipes {@code moco-v3-vit-imagenet} and {@code moco-v3-vit-small-image}, for vision
 * transformers. The projection of patches stays as it started: trained, its gradients spike before
 * each dip of the accuracy (arXiv 2104.02057).
 */
final class MocoV3VitRecipes {

  private static final String NAME = "moco-v3-vit";

  private MocoV3VitRecipes() {}

  static List<RecipePreset> all() {
    return List.of(imagenet(), smallImage());
  }

  private static RecipePreset imagenet() {
    Map<String, String> settings = network();
    settings.put("backbone", "vit-small");
    settings.put("backbone.heads", "12");
    settings.put(
        "projector",
        "linear(4096, bias=false) bn relu linear(4096, bias=false) bn relu"
            + " linear(256, bias=false) bn(affine=false)");
    settings.put(
        "predictor", "linear(4096, bias=false) bn relu linear(256, bias=false) bn(affine=false)");
    settings.put("image-size", "224");
    settings.put("views.minimum-area", "0.08");
    settings.put("optimizer.base-learning-rate", "1.5e-4");
    settings.put("optimizer.weight-decay", "0.1");
    settings.put("optimizer.weight-decay-exclusions", "none");
    settings.put("optimizer.warmup-epochs", "40");
    settings.put("batch-size", "4096");
    settings.put("epochs", "300");
    return new RecipePreset(
        NAME,
        ImageScale.IMAGENET,
        "MoCo v3 as its authors' code trains a ViT-S/16 for 300 epochs of ImageNet (arXiv"
            + " 2104.02057).",
        settings);
  }

  private static RecipePreset smallImage() {
    Map<String, String> settings = network();
    settings.put("backbone", "vit-tiny");
    settings.put("backbone.patch-size", "4");
    settings.put("backbone.width", "96");
    settings.put("backbone.heads", "3");
    settings.put("backbone.depth", "4");
    settings.put(
        "projector",
        "linear(256, bias=false) bn relu linear(256, bias=false) bn relu"
            + " linear(128, bias=false) bn(affine=false)");
    settings.put(
        "predictor", "linear(256, bias=false) bn relu linear(128, bias=false) bn(affine=false)");
    MocoV3SmallViews.put(settings);
    settings.put("optimizer.learning-rate", "0.001");
    settings.put("optimizer.weight-decay", "0.1");
    settings.put("optimizer.weight-decay-exclusions", "bias-and-normalisation");
    settings.put("optimizer.warmup-steps", "120");
    settings.put("batch-size", "128");
    settings.put("steps", "800");
    return new RecipePreset(
        NAME,
        ImageScale.SMALL_IMAGE,
        "MoCo v3 with a small vision transformer, for images under 96 pixels whose size patches of 4"
            + " pixels divide: milder views, smaller heads; settings of our own. Where colour tells"
            + " classes apart, lower views.hue.",
        settings);
  }

  /** What both have in common. */
  private static Map<String, String> network() {
    Map<String, String> settings = MocoV3Recipes.method();
    settings.put("loss.temperature", "0.2");
    settings.put("target-update.momentum", "0.99");
    settings.put("guards", "feature-std, effective-rank, non-finite, fixed-patch-projection");
    settings.put("optimizer", "adamw");
    return settings;
  }
}
