package dev.doppel.simclr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.spi.view.ViewKind;
import dev.doppel.spi.view.ViewPolicyFactory;
import dev.doppel.spi.view.ViewSpecification;
import dev.doppel.spi.view.ViewStep;
import dev.doppel.testkit.StyledViewsContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SimClrViewsTest extends StyledViewsContract {

  @Override
  protected ViewPolicyFactory policy() {
    return SimClrViews.policy();
  }

  @Override
  protected String brightness() {
    return "0.8";
  }

  @Override
  protected Map<String, String> milderAreas() {
    return Map.of("minimum-area", "0.5");
  }

  @Override
  protected ViewStep milderCrop(ViewKind kind) {
    return crop("0.5");
  }

  @Test
  void create_defaults_arePublishedValues() {
    List<ViewSpecification> views = create(IMAGENET, Map.of());

    assertThat(views).hasSize(2);
    assertThat(views).allMatch(view -> view.size() == 224 && view.kind() == ViewKind.GLOBAL);
    for (ViewSpecification view : views) {
      assertThat(view.steps())
          .containsExactly(
              crop("0.08"),
              new ViewStep("horizontal-flip", 0.5, Map.of()),
              new ViewStep(
                  "color-jitter",
                  0.8,
                  Map.of(
                      "brightness", "0.8", "contrast", "0.8", "saturation", "0.8", "hue", "0.2")),
              new ViewStep("grayscale", 0.2, Map.of()),
              new ViewStep(
                  "gaussian-blur",
                  0.5,
                  Map.of("minimum-sigma", "0.1", "maximum-sigma", "2", "kernel-size", "0")),
              ViewStep.always(
                  "normalize",
                  Map.of("mean", "0.485, 0.456, 0.406", "deviation", "0.229, 0.224, 0.225")));
    }
  }

  @Test
  void create_moreViews_areDrawnAlike() {
    assertThat(create(IMAGENET, Map.of("view-count", "3"))).hasSize(3);
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
}
