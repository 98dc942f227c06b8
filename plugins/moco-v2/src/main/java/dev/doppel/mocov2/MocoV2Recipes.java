package dev.doppel.mocov2;

import dev.doppel.spi.recipe.ImageScale;
import dev.doppel.spi.recipe.RecipePreset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The recipes {@code moco-v2-imagenet} and {@code moco-v2-small-image}. */
final class MocoV2Recipes {

  private MocoV2Recipes() {}

  static List<RecipePreset> all() {
    return List.of(imagenet(), smallImage());
  }

  private static RecipePreset imagenet() {
    Map<String, String> settings = method();
    settings.put("loss.queue-length", "65536");
    settings.put("target-update.momentum", "0.999");
    settings.put("backbone", "resnet18");
    settings.put("projector", "linear(2048) relu linear(128)");
    settings.put("image-size", "224");
    settings.put("optimizer", "sgd");
    settings.put("optimizer.learning-rate", "0.03");
    settings.put("optimizer.momentum", "0.9");
    settings.put("optimizer.weight-decay", "1e-4");
    settings.put("optimizer.weight-decay-exclusions", "none");
    settings.put("optimizer.warmup-epochs", "0");
    settings.put("batch-size", "256");
    settings.put("epochs", "200");
    return new RecipePreset(
        "moco-v2",
        ImageScale.IMAGENET,
        "MoCo v2 as published for 200 epochs of ImageNet (arXiv 2003.04297), but for the backbone,"
            + " the paper's being a ResNet-50 and this a ResNet-18, for batch normalisation, which is"
            + " not shuffled among devices, since there is one, and for the cosine, by the step"
            + " instead of by the epoch.",
        settings);
  }

  private static RecipePreset smallImage() {
    Map<String, String> settings = method();
    settings.put("loss.queue-length", "4096");
    settings.put("target-update.momentum", "0.99");
    settings.put("backbone", "small-cnn");
    settings.put("backbone.filters", "32");
    settings.put("backbone.layers", "2");
    settings.put("backbone.first-kernel", "5");
    settings.put("backbone.reduction", "max-pool");
    settings.put("backbone.standardize", "true");
    settings.put("projector", "linear(256) relu linear(128)");
    settings.put("views.minimum-area", "0.5");
    // Where views keep their hues, those alone tell images apart, and little else is learned.
    settings.put("views.jitter-strength", "2");
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
        "moco-v2",
        ImageScale.SMALL_IMAGE,
        "MoCo v2 for images under 96 pixels and minutes on a CPU: a queue of 4,096 and momentum"
            + " 0.99 as in its authors' CIFAR-10 demonstration; milder views, a smaller head, AdamW:"
            + " settings of our own. Where colour tells classes apart, lower views.hue.",
        settings);
  }

  /** What both have in common: the method itself. */
  private static Map<String, String> method() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("loss", "moco-v2");
    settings.put("loss.temperature", "0.2");
    settings.put("target-update", "ema");
    settings.put("target-update.schedule", "constant");
    settings.put("target-update.phase", "before-target");
    settings.put("target-shaping", "none");
    settings.put("predictor", "none");
    settings.put("guards", "feature-std, effective-rank, non-finite");
    settings.put("views", "moco-v2");
    settings.put("optimizer.schedule", "cosine");
    settings.put("batch-statistics", "per-view");
    settings.put("stop-gradient", "on");
    settings.put("symmetric", "true");
    settings.put("encoder", "online");
    return settings;
  }
}
