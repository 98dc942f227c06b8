package dev.doppel.swav;

import dev.doppel.spi.recipe.ImageScale;
import dev.doppel.spi.recipe.RecipePreset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The recipes {@code swav-imagenet} and {@code swav-small-image}. */
final class SwavRecipes {

  private SwavRecipes() {}

  static List<RecipePreset> all() {
    return List.of(imagenet(), smallImage());
  }

  private static RecipePreset imagenet() {
    Map<String, String> settings = method();
    settings.put("backbone", "resnet18");
    settings.put("projector", "linear(2048) bn relu linear(128) l2-normalize");
    settings.put("predictor", "prototypes(3000)");
    settings.put("image-size", "224");
    // An epoch of 4,096 images a batch.
    settings.put("guard.freeze-last-layer.steps", "313");
    settings.put("optimizer", "lars");
    settings.put("optimizer.trust-ratio", "sum-of-norms");
    settings.put("optimizer.trust-coefficient", "0.001");
    // 4.8 for 4,096 images a batch.
    settings.put("optimizer.base-learning-rate", "0.3");
    settings.put("optimizer.final-learning-rate", "0.0048");
    settings.put("optimizer.momentum", "0.9");
    settings.put("optimizer.weight-decay", "1e-6");
    settings.put("optimizer.weight-decay-exclusions", "none");
    settings.put("optimizer.warmup-epochs", "10");
    settings.put("batch-size", "4096");
    settings.put("epochs", "800");
    return new RecipePreset(
        "swav",
        ImageScale.IMAGENET,
        "SwAV as published for 800 epochs of ImageNet (arXiv 2006.09882 and official code), but for"
            + " the backbone, the paper's being a ResNet-50 and this a ResNet-18, and for the warm-up,"
            + " which starts from 0 instead of 0.3.",
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
    settings.put("projector", "linear(256, bias=false) bn relu linear(128) l2-normalize");
    settings.put("predictor", "prototypes(256)");
    settings.put("guard.freeze-last-layer.steps", "80");
    settings.put("views.global-minimum-area", "0.5");
    settings.put("views.local-crops", "2");
    settings.put("views.local-minimum-area", "0.2");
    settings.put("views.local-maximum-area", "0.5");
    // Where views keep their hues, those alone tell images apart, and little else is learned.
    settings.put("views.hue", "0.5");
    settings.put("views.blur", "false");
    settings.put("optimizer", "adamw");
    settings.put("optimizer.learning-rate", "0.002");
    settings.put("optimizer.weight-decay", "0.01");
    settings.put("optimizer.weight-decay-exclusions", "bias-and-normalisation");
    settings.put("optimizer.warmup-steps", "80");
    settings.put("batch-size", "128");
    settings.put("steps", "400");
    return new RecipePreset(
        "swav",
        ImageScale.SMALL_IMAGE,
        "SwAV for images under 96 pixels and minutes on a CPU: milder views, two local crops, 256"
            + " prototypes, AdamW; settings of our own. Where colour tells classes apart, lower"
            + " views.hue.",
        settings);
  }

  /** What both have in common: the method itself. */
  private static Map<String, String> method() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("loss", "swav");
    settings.put("loss.temperature", "0.1");
    settings.put("target-update", "none");
    settings.put("target-shaping", "sinkhorn");
    settings.put("target-shaping.epsilon", "0.05");
    settings.put("target-shaping.iterations", "3");
    settings.put(
        "guards", "freeze-last-layer, feature-std, effective-rank, target-entropy, non-finite");
    // Their limits were measured with other methods.
    settings.put("guard.feature-std.action", "warn");
    settings.put("guard.effective-rank.action", "warn");
    settings.put("views", "swav");
    settings.put("optimizer.schedule", "cosine");
    settings.put("batch-statistics", "per-size");
    settings.put("stop-gradient", "on");
    settings.put("symmetric", "true");
    settings.put("encoder", "online");
    return settings;
  }
}
