package dev.doppel.simsiam;

import dev.doppel.spi.recipe.ImageScale;
import dev.doppel.spi.recipe.RecipePreset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The recipes {@code simsiam-imagenet} and {@code simsiam-small-image}. */
final class SimSiamRecipes {

  private SimSiamRecipes() {}

  static List<RecipePreset> all() {
    return List.of(imagenet(), smallImage());
  }

  private static RecipePreset imagenet() {
    Map<String, String> settings = method();
    settings.put("backbone", "resnet18");
    settings.put(
        "projector",
        "linear(2048, bias=false) bn relu linear(2048, bias=false) bn relu"
            + " linear(2048, bias=false) bn(affine=false)");
    settings.put("predictor", "linear(512, bias=false) bn relu linear(2048)");
    settings.put("image-size", "224");
    settings.put("optimizer", "sgd");
    settings.put("optimizer.base-learning-rate", "0.05");
    settings.put("optimizer.momentum", "0.9");
    settings.put("optimizer.weight-decay", "1e-4");
    settings.put("optimizer.weight-decay-exclusions", "none");
    settings.put("optimizer.warmup-epochs", "0");
    settings.put("batch-size", "512");
    settings.put("epochs", "100");
    return new RecipePreset(
        "simsiam",
        ImageScale.IMAGENET,
        "SimSiam as published for 100 epochs of ImageNet (arXiv 2011.10566, section 3), but for"
            + " the backbone, the paper's being a ResNet-50 and this a ResNet-18, and for the"
            + " cosine, which goes down by the step instead of by the epoch.",
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
    settings.put(
        "projector", "linear(256, bias=false) bn relu linear(256, bias=false) bn(affine=false)");
    settings.put("predictor", "linear(64, bias=false) bn relu linear(256)");
    settings.put("views.minimum-area", "0.5");
    // Where views keep their hues, those alone tell images apart, and little else is learned.
    settings.put("views.jitter-strength", "2");
    settings.put("views.hue", "0.5");
    settings.put("views.blur", "false");
    settings.put("optimizer", "adamw");
    settings.put("optimizer.learning-rate", "0.002");
    settings.put("optimizer.weight-decay", "0.01");
    settings.put("optimizer.weight-decay-exclusions", "bias-and-normalisation");
    settings.put("optimizer.warmup-steps", "60");
    settings.put("batch-size", "128");
    settings.put("steps", "400");
    return new RecipePreset(
        "simsiam",
        ImageScale.SMALL_IMAGE,
        "SimSiam for images under 96 pixels and minutes on a CPU: two projector layers and no blur"
            + " as in the paper's CIFAR-10 experiments (appendix D); AdamW and the rest chosen on"
            + " Fashion-MNIST, but for the hue, which is BYOL's. Where colour tells classes apart, lower"
            + " views.hue.",
        settings);
  }

  /** What both have in common: the method itself. */
  private static Map<String, String> method() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("loss", "simsiam");
    settings.put("target-update", "none");
    settings.put("target-shaping", "none");
    settings.put("guards", "feature-std, effective-rank, non-finite");
    settings.put("views", "simsiam");
    settings.put("optimizer.schedule", "cosine");
    settings.put("batch-statistics", "per-view");
    settings.put("stop-gradient", "on");
    settings.put("symmetric", "true");
    settings.put("encoder", "online");
    return settings;
  }
}
