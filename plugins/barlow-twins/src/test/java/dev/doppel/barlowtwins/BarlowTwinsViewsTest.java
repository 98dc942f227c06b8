package dev.doppel.barlowtwins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.spi.option.Options;
import dev.doppel.spi.view.ViewKind;
import dev.doppel.spi.view.ViewPolicy;
import dev.doppel.spi.view.ViewPolicyFactory;
import dev.doppel.spi.view.ViewSpecification;
import dev.doppel.spi.view.ViewStep;
import dev.doppel.spi.view.ViewTarget;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BarlowTwinsViewsTest {

  private static final ViewTarget IMAGENET = new ViewTarget(3, 224);
  private static final ViewTarget GRAY = new ViewTarget(1, 28);

  @Test
  void create_defaults_arePublishedValues() {
    List<ViewSpecification> views = create(IMAGENET, Map.of()).views();

    assertThat(views).hasSize(2);
    assertThat(views).allMatch(view -> view.size() == 224 && view.kind() == ViewKind.GLOBAL);
    assertThat(views.get(0).steps())
        .containsExactly(
            crop("0.08"),
            new ViewStep("horizontal-flip", 0.5, Map.of()),
            new ViewStep(
                "color-jitter",
                0.8,
                Map.of("brightness", "0.4", "contrast", "0.4", "saturation", "0.2", "hue", "0.1")),
            new ViewStep("grayscale", 0.2, Map.of()),
            blur(1),
            ViewStep.always(
                "normalize",
                Map.of("mean", "0.485, 0.456, 0.406", "deviation", "0.229, 0.224, 0.225")));
    assertThat(views.get(1).steps())
        .contains(blur(0.1), new ViewStep("solarize", 0.2, Map.of("threshold", "0.5")))
        .hasSize(7);
  }

  @Test
  void create_grayImages_leavesColorAlone() {
    ViewPolicy policy = create(GRAY, Map.of());

    for (ViewSpecification view : policy.views()) {
      assertThat(operations(view)).doesNotContain("grayscale");
      assertThat(view.steps())
          .contains(
              new ViewStep(
                  "color-jitter",
                  0.8,
                  Map.of(
                      "brightness", "0.4", "contrast", "0.4", "saturation", "0.0", "hue", "0.0")));
      assertThat(view.steps())
          .contains(ViewStep.always("normalize", Map.of("mean", "0.5", "deviation", "0.25")));
    }
  }

  @Test
  void create_milderOptions_leaveOperationsOut() {
    ViewPolicy policy =
        create(
            IMAGENET,
            Map.of(
                "minimum-area", "0.5",
                "flip", "false",
                "jitter-strength", "0",
                "grayscale", "false",
                "blur", "false",
                "solarization", "false",
                "mean", "0.3",
                "deviation", "0.4"));

    for (ViewSpecification view : policy.views()) {
      assertThat(view.steps())
          .containsExactly(
              crop("0.5"), ViewStep.always("normalize", Map.of("mean", "0.3", "deviation", "0.4")));
    }
  }

  @Test
  void create_moreViews_repeatThePair() {
    List<ViewSpecification> views = create(IMAGENET, Map.of("view-count", "4")).views();

    assertThat(views.stream().map(ViewSpecification::name))
        .containsExactly("view-1", "view-2", "view-3", "view-4");
    assertThat(views.get(2).steps()).isEqualTo(views.get(0).steps());
    assertThat(views.get(3).steps()).isEqualTo(views.get(1).steps());
  }

  @Test
  void create_hue_growsWithTheJitterUpToAnyHue() {
    assertThat(hues(Map.of("hue", "0.2"))).containsOnly("0.2");
    assertThat(hues(Map.of("hue", "0.2", "jitter-strength", "2"))).containsOnly("0.4");
    assertThat(hues(Map.of("hue", "0.5", "jitter-strength", "2"))).containsOnly("0.5");
  }

  private static List<String> hues(Map<String, String> texts) {
    return create(IMAGENET, texts).views().stream()
        .flatMap(view -> view.steps().stream())
        .filter(step -> step.operation().equals("color-jitter"))
        .map(step -> step.options().get("hue"))
        .toList();
  }

  private static ViewPolicy create(ViewTarget target, Map<String, String> texts) {
    ViewPolicyFactory factory = BarlowTwinsViews.policy();
    return factory.create(Options.parse(factory.options(), texts), target);
  }

  private static List<String> operations(ViewSpecification view) {
    return view.steps().stream().map(ViewStep::operation).toList();
  }

  private static ViewStep crop(String minimumArea) {
    return ViewStep.always(
        "random-resized-crop",
        Map.of(
            "minimum-area", minimumArea,
            "maximum-area", "1",
            "minimum-aspect", "0.75",
            "maximum-aspect", "1.3333333333333333",
            "interpolation", "bicubic"));
  }

  private static ViewStep blur(double probability) {
    return new ViewStep(
        "gaussian-blur",
        probability,
        Map.of("minimum-sigma", "0.1", "maximum-sigma", "2", "kernel-size", "0"));
  }
}
