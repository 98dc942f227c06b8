package dev.doppel.byol;

import dev.doppel.spi.recipe.ImageScale;
import dev.doppel.spi.recipe.RecipePreset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The recipes {@code byol-imagenet} and {@code byol-small-image}. */
final class ByolRecipes {

  private ByolRecipes() {}

  static List<RecipePreset> all() {
    return List.of(imagenet(), smallImage());
  }

  private static RecipePreset imagenet() {
    Map<String, String> settings = method();
    settings.put("backbone", "resnet18");
    settings.put("projector", "linear(4096) bn relu linear(256, bias=false)");
    settings.put("predictor", "linear(4096) bn relu linear(256, bias=false)");
    settings.put("image-size", "224");
    settings.put("target-update.momentum", "0.996");
    settings.put("optimizer", "lars");
    settings.put("optimizer.base-learning-rate", "0.2");
    settings.put("optimizer.momentum", "0.9");
    settings.put("optimizer.weight-decay", "1.5e-6");
    settings.put("optimizer.warmup-epochs", "10");
    settings.put("batch-size", "4096");
    settings.put("epochs", "1000");
    return new RecipePreset(
        "byol",
        ImageScale.IMAGENET,
        "BYOL as published for 1,000 epochs of ImageNet (arXiv 2006.07733, section 3.3), but for"
            + " the backbone: the paper's is a ResNet-50, this is a ResNet-18.",
        settings);
  }

  private static RecipePreset smallImage() {
    Map<String, String> settings = method();
    settings.put("backbone", "small-cnn");
    settings.put("backbone.filters", "32");
    settings.put("backbone.layers", "2");
    settings.put("backbone.first-kernel", "5");
    settings.put("backbone.reduction", "max-pool");
    settings.put("backbone.standardize", "true");
    settings.put("projector", "linear(256, bias=false) bn relu linear(128)");
    settings.put("predictor", "linear(256, bias=false) bn relu linear(128)");
    settings.put("target-update.momentum", "0.99");
    settings.put("views.minimum-area", "0.5");
    // Where views keep their hues, those alone tell images apart, and little else is learned.
    settings.put("views.jitter-strength", "2");
    settings.put("views.hue", "0.5");
    settings.put("views.blur", "false");
    settings.put("views.solarization", "false");
    settings.put("optimizer", "adamw");
    settings.put("optimizer.learning-rate", "0.002");
    settings.put("optimizer.weight-decay", "0.01");
    settings.put("optimizer.warmup-steps", "80");
    settings.put("batch-size", "128");
    settings.put("steps", "400");
    return new RecipePreset(
        "byol",
        ImageScale.SMALL_IMAGE,
        "BYOL for images under 96 pixels and minutes on a CPU: milder views, smaller heads, AdamW;"
            + " settings of our own, chosen on Fashion-MNIST and on drawn shapes. Where colour tells"
            + " classes apart, lower views.hue.",
        settings);
  }

  /** What both have in common: the method itself. */
  private static Map<String, String> method() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("loss", "byol");
    settings.put("target-update", "ema");
    settings.put("target-update.schedule", "cosine");
    settings.put("target-shaping", "none");
    settings.put("guards", "feature-std, effective-rank, non-finite");
    settings.put("views", "byol");
    settings.put("optimizer.weight-decay-exclusions", "bias-and-normalisation");
    settings.put("optimizer.schedule", "cosine");
    settings.put("batch-statistics", "per-view");
    settings.put("stop-gradient", "on");
    settings.put("symmetric", "true");
    settings.put("encoder", "online");
    return settings;
  }
}
