package dev.doppel.barlowtwins;

import dev.doppel.spi.recipe.ImageScale;
import dev.doppel.spi.recipe.RecipePreset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The recipes {@code barlow-twins-imagenet} and {@code barlow-twins-small-image}. */
final class BarlowTwinsRecipes {

  private BarlowTwinsRecipes() {}

  static List<RecipePreset> all() {
    return List.of(imagenet(), smallImage());
  }

  private static RecipePreset imagenet() {
    Map<String, String> settings = method();
    settings.put("loss.lambda", "0.0051");
    settings.put("backbone", "resnet18");
    settings.put(
        "projector",
        "linear(8192, bias=false) bn relu linear(8192, bias=false) bn relu"
            + " linear(8192, bias=false)");
    settings.put("image-size", "224");
    settings.put("optimizer", "lars");
    settings.put("optimizer.base-learning-rate", "0.2");
    // A thousandth of the highest rate, 0.2 * 2048 / 256.
    settings.put("optimizer.final-learning-rate", "0.0016");
    settings.put("optimizer.momentum", "0.9");
    settings.put("optimizer.weight-decay", "1e-6");
    settings.put("optimizer.warmup-epochs", "10");
    settings.put("batch-size", "2048");
    settings.put("epochs", "1000");
    return new RecipePreset(
        "barlow-twins",
        ImageScale.IMAGENET,
        "Barlow Twins as published for 1,000 epochs of ImageNet (arXiv 2103.03230), but for the"
            + " backbone, the paper's being a ResNet-50 whose residual branches start at zero and"
            + " this a ResNet-18 whose do not, and for biases and normalisations, which the paper"
            + " gives a lower learning rate.",
        settings);
  }

  private static RecipePreset smallImage() {
    Map<String, String> settings = method();
    settings.put("loss.lambda", "0.0051");
    settings.put("backbone", "small-cnn");
    settings.put("backbone.filters", "32");
    settings.put("backbone.layers", "2");
    settings.put("backbone.first-kernel", "5");
    settings.put("backbone.reduction", "max-pool");
    settings.put("backbone.standardize", "true");
    settings.put("projector", "linear(256, bias=false) bn relu linear(256, bias=false)");
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
        "barlow-twins",
        ImageScale.SMALL_IMAGE,
        "Barlow Twins for images under 96 pixels and minutes on a CPU: milder views, a much narrower"
            + " projector, AdamW; settings of our own. Where colour tells classes apart, lower"
            + " views.hue.",
        settings);
  }

  /** What both have in common: the method itself. */
  private static Map<String, String> method() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("loss", "barlow-twins");
    settings.put("target-update", "none");
    settings.put("target-shaping", "none");
    settings.put("predictor", "none");
    settings.put("guards", "feature-std, effective-rank, non-finite");
    settings.put("views", "barlow-twins");
    settings.put("optimizer.weight-decay-exclusions", "bias-and-normalisation");
    settings.put("optimizer.schedule", "cosine");
    settings.put("batch-statistics", "per-view");
    settings.put("stop-gradient", "on");
    settings.put("symmetric", "true");
    settings.put("encoder", "online");
    return settings;
  }
}
