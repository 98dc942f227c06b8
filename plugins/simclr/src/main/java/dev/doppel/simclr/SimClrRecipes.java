package dev.doppel.simclr;

import dev.doppel.spi.recipe.ImageScale;
import dev.doppel.spi.recipe.RecipePreset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The recipes {@code simclr-imagenet} and {@code simclr-small-image}. */
final class SimClrRecipes {

  private SimClrRecipes() {}

  static List<RecipePreset> all() {
    return List.of(imagenet(), smallImage());
  }

  private static RecipePreset imagenet() {
    Map<String, String> settings = method();
    settings.put("loss.temperature", "0.1");
    settings.put("loss.reduction", "sum");
    settings.put("backbone", "resnet18");
    settings.put(
        "projector",
        "linear(2048, bias=false) bn relu linear(2048, bias=false) bn relu"
            + " linear(128, bias=false) bn(affine=false)");
    settings.put("image-size", "224");
    // The authors leave pixels in [0, 1].
    settings.put("views.mean", "0, 0, 0");
    settings.put("views.deviation", "1, 1, 1");
    settings.put("optimizer", "lars");
    settings.put("optimizer.base-learning-rate", "0.3");
    settings.put("optimizer.momentum", "0.9");
    settings.put("optimizer.weight-decay", "1e-4");
    settings.put("optimizer.warmup-epochs", "10");
    settings.put("batch-size", "4096");
    settings.put("epochs", "100");
    return new RecipePreset(
        "simclr",
        ImageScale.IMAGENET,
        "SimCLR as published for 100 epochs of ImageNet (arXiv 2002.05709), with the three-layer head"
            + " and the weight decay of its authors' later code; but the backbone is a ResNet-18 in"
            + " place of a ResNet-50, the head's last normalisation has no scale, and the learning"
            + " rate is outside of LARS's momentum.",
        settings);
  }

  private static RecipePreset smallImage() {
    Map<String, String> settings = method();
    settings.put("loss.temperature", "0.5");
    settings.put("loss.reduction", "mean");
    settings.put("backbone", "small-cnn");
    settings.put("backbone.filters", "32");
    settings.put("backbone.layers", "2");
    settings.put("backbone.first-kernel", "5");
    settings.put("backbone.reduction", "max-pool");
    settings.put("backbone.standardize", "true");
    settings.put("projector", "linear(256, bias=false) bn relu linear(128)");
    settings.put("views.minimum-area", "0.5");
    // Where views keep their hues, those alone tell images apart, and little else is learned.
    settings.put("views.hue", "0.5");
    settings.put("views.blur", "false");
    settings.put("optimizer", "adamw");
    settings.put("optimizer.learning-rate", "0.002");
    settings.put("optimizer.weight-decay", "0.01");
    settings.put("optimizer.warmup-steps", "80");
    settings.put("batch-size", "128");
    settings.put("steps", "400");
    return new RecipePreset(
        "simclr",
        ImageScale.SMALL_IMAGE,
        "SimCLR for images under 96 pixels and minutes on a CPU: temperature 0.5 and no blur as"
            + " its authors train on CIFAR-10, milder crops, a smaller head, AdamW;"
            + " the rest is settings of our own. Where colour tells classes apart, lower views.hue.",
        settings);
  }

  /** What both have in common: the method itself. */
  private static Map<String, String> method() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("loss", "simclr");
    settings.put("target-update", "none");
    settings.put("target-shaping", "none");
    settings.put("predictor", "none");
    settings.put("guards", "feature-std, effective-rank, non-finite");
    settings.put("views", "simclr");
    settings.put("optimizer.weight-decay-exclusions", "bias-and-normalisation");
    settings.put("optimizer.schedule", "cosine");
    settings.put("batch-statistics", "joint");
    settings.put("stop-gradient", "on");
    settings.put("symmetric", "true");
    settings.put("encoder", "online");
    return settings;
  }
}
