package dev.doppel.runtime.recipe;

import dev.doppel.spi.SelfSupervisedPlugin;
import dev.doppel.spi.SpiVersion;
import dev.doppel.spi.guard.CollapseGuardFactory;
import dev.doppel.spi.loss.LossFactory;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import dev.doppel.spi.recipe.ImageScale;
import dev.doppel.spi.recipe.RecipePreset;
import dev.doppel.spi.target.TargetUpdateFactory;
import dev.doppel.spi.view.ViewKind;
import dev.doppel.spi.view.ViewOperation;
import dev.doppel.spi.view.ViewOperationFactory;
import dev.doppel.spi.view.ViewPolicy;
import dev.doppel.spi.view.ViewPolicyFactory;
import dev.doppel.spi.view.ViewSpecification;
import dev.doppel.spi.view.ViewStep;
import dev.doppel.spi.view.ViewTarget;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A plugin with a bit of everything. Its parts hold their options and compute nothing. */
public final class TestPlugin implements SelfSupervisedPlugin {

  static final Option<Boolean> NORMALIZE = Option.flag("normalize").defaultValue(true);
  static final Option<Double> TEMPERATURE = Option.decimal("temperature").greaterThan(0);
  static final Option<Double> MOMENTUM = Option.decimal("momentum").range(0, 1).defaultValue(0.996);
  static final Option<String> SCHEDULE =
      Option.choice("schedule", "constant", "cosine", "linear").defaultValue("cosine");
  static final Option<Double> THRESHOLD = Option.decimal("threshold").range(0, 1).defaultValue(0.1);
  static final Option<Long> CROPS = Option.whole("crops").range(0, 8).defaultValue(0L);

  /** For ServiceLoader, where a services file names this class. */
  public TestPlugin() {}

  @Override
  public int spiVersion() {
    return SpiVersion.CURRENT;
  }

  @Override
  public String name() {
    return "test";
  }

  @Override
  public String version() {
    return "1.0";
  }

  @Override
  public List<LossFactory> losses() {
    return List.of(
        new TestParts.LossPart("byol", List.of(NORMALIZE)),
        new TestParts.LossPart("moco", List.of(TEMPERATURE)),
        new TestParts.LossPart("failing", List.of()));
  }

  @Override
  public List<TargetUpdateFactory> targetUpdates() {
    return List.of(
        new TestParts.TargetUpdatePart("ema", List.of(MOMENTUM, SCHEDULE)),
        new TestParts.TargetUpdatePart("none", List.of()));
  }

  @Override
  public List<CollapseGuardFactory> collapseGuards() {
    return List.of(
        new TestParts.MonitorPart("feature-std", List.of(THRESHOLD)),
        new TestParts.GradientGuardPart("non-finite", List.of()),
        new TestParts.ShaperPart("centring", List.of(MOMENTUM)));
  }

  @Override
  public List<ViewPolicyFactory> viewPolicies() {
    return List.of(new Policy("byol", "flip"), new Policy("broken-views", "flipp"));
  }

  @Override
  public List<ViewOperationFactory> viewOperations() {
    return List.of(new Flip());
  }

  @Override
  public List<RecipePreset> recipes() {
    Map<String, String> large = new HashMap<>(small());
    large.put("image-size", "224");
    large.put("backbone", "resnet18");
    return List.of(
        new RecipePreset("byol", ImageScale.SMALL_IMAGE, "BYOL for small images", small()),
        new RecipePreset("byol", ImageScale.IMAGENET, "BYOL as published", large));
  }

  private static Map<String, String> small() {
    return Map.ofEntries(
        Map.entry("loss", "byol"),
        Map.entry("loss.normalize", "true"),
        Map.entry("target-update", "ema"),
        Map.entry("target-update.momentum", "0.99"),
        Map.entry("guards", "non-finite, feature-std"),
        Map.entry("guard.feature-std.threshold", "0.2"),
        Map.entry("backbone", "small-cnn"),
        Map.entry("projector", "linear(512) bn relu linear(128)"),
        Map.entry("predictor", "linear(512) bn relu linear(128)"),
        Map.entry("views", "byol"),
        Map.entry("optimizer", "lars"),
        Map.entry("optimizer.base-learning-rate", "0.3"),
        Map.entry("optimizer.warmup-epochs", "2"),
        Map.entry("optimizer.weight-decay", "1e-6"),
        Map.entry("epochs", "10"),
        Map.entry("batch-size", "128"));
  }

  /** Two global views and as many local ones of half the size as an option says. */
  private record Policy(String name, String operation) implements ViewPolicyFactory {

    @Override
    public String description() {
      return "two views";
    }

    @Override
    public List<Option<?>> options() {
      return List.of(CROPS);
    }

    @Override
    public List<String> problems(Options options) {
      return options.get(CROPS) == 7 ? List.of("seven crops are unlucky") : List.of();
    }

    @Override
    public ViewPolicy create(Options options, ViewTarget target) {
      if (target.size() < 16) {
        throw new IllegalArgumentException("views of 16 pixels or more are needed");
      }
      List<ViewStep> steps = List.of(ViewStep.always(operation, Map.of("probability", "0.5")));
      List<ViewSpecification> views = new ArrayList<>();
      views.add(new ViewSpecification("first", ViewKind.GLOBAL, target.size(), steps));
      views.add(new ViewSpecification("second", ViewKind.GLOBAL, target.size(), steps));
      for (long crop = 0; crop < options.get(CROPS); crop++) {
        views.add(new ViewSpecification("crop " + crop, ViewKind.LOCAL, target.size() / 2, steps));
      }
      return new ViewPolicy(views);
    }
  }

  private static final class Flip implements ViewOperationFactory {

    @Override
    public String name() {
      return "flip";
    }

    @Override
    public String description() {
      return "mirrors an image";
    }

    @Override
    public List<Option<?>> options() {
      return List.of(Option.decimal("probability").range(0, 1).defaultValue(1.0));
    }

    @Override
    public ViewOperation create(Options options, ViewTarget target) {
      return (image, random) -> image;
    }
  }
}
