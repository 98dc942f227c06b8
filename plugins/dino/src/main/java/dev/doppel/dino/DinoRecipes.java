package dev.doppel.dino;

import dev.doppel.spi.recipe.ImageScale;
import dev.doppel.spi.recipe.RecipePreset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The recipes {@code dino-imagenet}, {@code dino-small-image} and {@code dino-vit-small-image}. */
final class DinoRecipes {

  private DinoRecipes() {}

  static List<RecipePreset> all() {
    return List.of(imagenet(), smallImage(), smallImageTransformer());
  }

  private static RecipePreset imagenet() {
    Map<String, String> settings = method();
    settings.put("backbone", "vit-small");
    settings.put("backbone.patch-size", "16");
    settings.put("backbone.positions", "learned");
    settings.put("backbone.drop-path", "0.1");
    settings.put(
        "projector",
        "linear(2048, std=0.02) gelu linear(2048, std=0.02) gelu linear(256, std=0.02)"
            + " l2-normalize weight-norm-linear(65536)");
    settings.put("image-size", "224");
    settings.put("target-update.momentum", "0.996");
    settings.put("target-shaping.teacher-temperature", "0.07");
    settings.put("target-shaping.warmup-teacher-temperature", "0.04");
    // 30 epochs of the 1,251 batches of ImageNet.
    settings.put("target-shaping.warmup-teacher-temperature-steps", "37530");
    settings.put("guard.freeze-last-layer.epochs", "1");
    settings.put("optimizer.base-learning-rate", "0.0005");
    settings.put("optimizer.final-learning-rate", "1e-6");
    settings.put("optimizer.weight-decay", "0.04");
    settings.put("optimizer.final-weight-decay", "0.4");
    settings.put("optimizer.warmup-epochs", "10");
    settings.put("batch-size", "1024");
    settings.put("epochs", "300");
    return new RecipePreset(
        "dino",
        ImageScale.IMAGENET,
        "DINO as published for 300 epochs of ImageNet with ViT-S/16 (arXiv 2104.14294 and official"
            + " code), but for the teacher's temperature, which rises by the step instead of by the"
            + " epoch, and for the transformer's initial weights, which are those of MoCo v3.",
        settings);
  }

  private static RecipePreset smallImage() {
    Map<String, String> settings = smallImages();
    settings.put("backbone", "small-cnn");
    settings.put("backbone.filters", "32");
    settings.put("backbone.layers", "2");
    settings.put("backbone.first-kernel", "5");
    settings.put("backbone.reduction", "max-pool");
    settings.put("backbone.standardize", "true");
    settings.put("steps", "400");
    return new RecipePreset(
        "dino",
        ImageScale.SMALL_IMAGE,
        "DINO for images under 96 pixels and minutes on a CPU: a convolutional network, milder"
            + " views, two local crops, 1,024 prototypes; settings of our own.",
        settings);
  }

  private static RecipePreset smallImageTransformer() {
    Map<String, String> settings = smallImages();
    settings.put("backbone", "vit-tiny");
    settings.put("backbone.patch-size", "4");
    settings.put("backbone.width", "128");
    settings.put("backbone.depth", "4");
    settings.put("backbone.heads", "4");
    // Three patches a side, in place of the global crops' seven or eight.
    settings.put("views.local-size", "12");
    settings.put("steps", "800");
    return new RecipePreset(
        "dino-vit",
        ImageScale.SMALL_IMAGE,
        "DINO with a small vision transformer for images under 96 pixels whose size 4 divides: four"
            + " blocks, patches of 4 pixels; settings of our own.",
        settings);
  }

  /** What recipes for small images have in common. */
  private static Map<String, String> smallImages() {
    Map<String, String> settings = method();
    settings.put(
        "projector",
        "linear(256, std=0.02) gelu linear(256, std=0.02) gelu linear(128, std=0.02) l2-normalize"
            + " weight-norm-linear(1024)");
    settings.put("target-update.momentum", "0.99");
    settings.put("target-shaping.teacher-temperature", "0.04");
    // An epoch would be most of so short a run.
    settings.put("guard.freeze-last-layer.steps", "80");
    settings.put("views.global-minimum-area", "0.5");
    settings.put("views.local-crops", "2");
    settings.put("views.local-minimum-area", "0.2");
    settings.put("views.local-maximum-area", "0.5");
    // Where views keep their hues, those alone tell images apart, and little else is learned.
    settings.put("views.jitter-strength", "2");
    settings.put("views.hue", "0.5");
    settings.put("views.blur", "false");
    settings.put("views.solarization", "false");
    settings.put("optimizer.learning-rate", "0.002");
    settings.put("optimizer.weight-decay", "0.04");
    settings.put("optimizer.warmup-steps", "80");
    settings.put("batch-size", "128");
    return settings;
  }

  /** What all have in common: the method itself. */
  private static Map<String, String> method() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("loss", "dino");
    settings.put("loss.student-temperature", "0.1");
    settings.put("target-update", "ema");
    settings.put("target-update.schedule", "cosine");
    settings.put("target-shaping", "centring");
    settings.put("target-shaping.center-momentum", "0.9");
    settings.put("predictor", "none");
    settings.put(
        "guards",
        "clip, freeze-last-layer, feature-std, effective-rank, target-entropy, non-finite");
    settings.put("guard.clip.maximum", "3");
    settings.put("guard.clip.scope", "tensor");
    // Their limits were measured on projections, but here those are scores of prototypes.
    settings.put("guard.feature-std.stage", "embedding");
    settings.put("guard.feature-std.action", "warn");
    settings.put("guard.effective-rank.stage", "embedding");
    settings.put("guard.effective-rank.action", "warn");
    settings.put("views", "dino");
    settings.put("optimizer", "adamw");
    settings.put("optimizer.weight-decay-exclusions", "bias-and-normalisation");
    settings.put("optimizer.schedule", "cosine");
    settings.put("batch-statistics", "per-size");
    settings.put("stop-gradient", "on");
    settings.put("symmetric", "true");
    settings.put("encoder", "target");
    return settings;
  }
}
