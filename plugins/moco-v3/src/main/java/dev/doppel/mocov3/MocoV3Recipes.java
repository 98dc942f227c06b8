package dev.doppel.mocov3;

import dev.doppel.spi.recipe.ImageScale;
import dev.doppel.spi.recipe.RecipePreset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The recipes {@code moco-v3-imagenet} and {@code moco-v3-small-image}, for convolutional networks.
 */
final class MocoV3Recipes {

  private static final String NAME = "moco-v3";

  private MocoV3Recipes() {}

  static List<RecipePreset> all() {
    return List.of(imagenet(), smallImage());
  }

  private static RecipePreset imagenet() {
    Map<String, String> settings = network();
    settings.put("loss.temperature", "1");
    settings.put("backbone", "resnet18");
    settings.put(
        "projector", "linear(4096, bias=false) bn relu linear(256, bias=false) bn(affine=false)");
    settings.put("predictor", "linear(4096, bias=false) bn relu linear(256, bias=false)");
    settings.put("image-size", "224");
    settings.put("target-update.momentum", "0.996");
    settings.put("views.minimum-area", "0.2");
    settings.put("optimizer", "lars");
    settings.put("optimizer.base-learning-rate", "0.3");
    settings.put("optimizer.momentum", "0.9");
    settings.put("optimizer.weight-decay", "1.5e-6");
    settings.put("optimizer.warmup-epochs", "10");
    settings.put("batch-size", "4096");
    settings.put("epochs", "1000");
    return new RecipePreset(
        NAME,
        ImageScale.IMAGENET,
        "MoCo v3 as its authors' code trains a ResNet-50 for 1,000 epochs of ImageNet (arXiv"
            + " 2104.02057), but with a ResNet-18.",
        settings);
  }

  private static RecipePreset smallImage() {
    Map<String, String> settings = network();
    settings.put("loss.temperature", "0.2");
    settings.put("backbone", "small-cnn");
    settings.put("backbone.filters", "32");
    settings.put("backbone.layers", "2");
    settings.put("backbone.first-kernel", "5");
    settings.put("backbone.reduction", "max-pool");
    settings.put("backbone.standardize", "true");
    settings.put(
        "projector", "linear(256, bias=false) bn relu linear(128, bias=false) bn(affine=false)");
    settings.put("predictor", "linear(256, bias=false) bn relu linear(128, bias=false)");
    settings.put("target-update.momentum", "0.99");
    MocoV3SmallViews.put(settings);
    settings.put("optimizer", "adamw");
    settings.put("optimizer.learning-rate", "0.002");
    settings.put("optimizer.weight-decay", "0.01");
    settings.put("optimizer.warmup-steps", "80");
    settings.put("batch-size", "128");
    settings.put("steps", "400");
    return new RecipePreset(
        NAME,
        ImageScale.SMALL_IMAGE,
        "MoCo v3 for images under 96 pixels and minutes on a CPU: milder views, smaller heads, AdamW;"
            + " settings of our own. Where colour tells classes apart, lower views.hue.",
        settings);
  }

  /** What both have in common. */
  private static Map<String, String> network() {
    Map<String, String> settings = method();
    settings.put("guards", "feature-std, effective-rank, non-finite");
    settings.put("optimizer.weight-decay-exclusions", "bias-and-normalisation");
    return settings;
  }

  /** The method itself, whatever the network. */
  static Map<String, String> method() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("loss", "moco-v3");
    settings.put("target-update", "ema");
    settings.put("target-update.schedule", "cosine");
    settings.put("target-update.phase", "before-target");
    settings.put("target-shaping", "none");
    settings.put("views", "moco-v3");
    settings.put("optimizer.schedule", "cosine");
    settings.put("batch-statistics", "per-view");
    settings.put("stop-gradient", "on");
    settings.put("symmetric", "true");
    settings.put("encoder", "online");
    return settings;
  }
}
