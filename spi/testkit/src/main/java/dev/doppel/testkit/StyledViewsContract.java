package dev.doppel.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import dev.doppel.spi.view.ViewKind;
import dev.doppel.spi.view.ViewPolicyFactory;
import dev.doppel.spi.view.ViewSpecification;
import dev.doppel.spi.view.ViewStep;
import dev.doppel.spi.view.ViewTarget;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What the options of a policy must do that draws views in a {@link dev.doppel.spi.view.ViewStyle}:
 * {@link dev.doppel.spi.view.CropViews} or {@link dev.doppel.spi.view.MultiCropViews}. The
 * published values themselves are for the tests of a method to state.
 */
public abstract class StyledViewsContract {

  /** Colour images of a published size. */
  protected static final ViewTarget IMAGENET = new ViewTarget(3, 224);

  /** Small images of one channel. */
  protected static final ViewTarget GRAY = new ViewTarget(1, 28);

  /** As every published policy flips. */
  protected static final ViewStep FLIP = new ViewStep("horizontal-flip", 0.5, Map.of());

  /** As every published policy drops colour. */
  protected static final ViewStep GRAYSCALE = new ViewStep("grayscale", 0.2, Map.of());

  /** As BYOL solarises its second view, and those after it. */
  protected static final ViewStep SOLARIZE =
      new ViewStep("solarize", 0.2, Map.of("threshold", "0.5"));

  /** With the means and deviations of ImageNet. */
  protected static final ViewStep NORMALIZE =
      ViewStep.always(
          "normalize", Map.of("mean", "0.485, 0.456, 0.406", "deviation", "0.229, 0.224, 0.225"));

  private static final String JITTER = "color-jitter";

  /** For subclasses. */
  protected StyledViewsContract() {}

  /**
   * The policy under test.
   *
   * @return a new instance
   */
  protected abstract ViewPolicyFactory policy();

  /**
   * The jitter of brightness and contrast as published.
   *
   * @return its text, such as {@code 0.4}
   */
  protected abstract String brightness();

  /**
   * Options that let views show more of the image than published.
   *
   * @return the options of areas, by name; half of it at least by default
   */
  protected Map<String, String> milderAreas() {
    return Map.of("minimum-area", "0.5");
  }

  /**
   * The crop that follows from {@link #milderAreas}.
   *
   * @param kind the kind of a view
   * @return the step
   */
  protected abstract ViewStep milderCrop(ViewKind kind);

  /**
   * Draws views.
   *
   * @param target the size and channels of a global view
   * @param texts options by name
   * @return the views of a sample
   */
  protected final List<ViewSpecification> create(ViewTarget target, Map<String, String> texts) {
    ViewPolicyFactory factory = policy();
    return factory.create(Options.parse(factory.options(), texts), target).views();
  }

  /**
   * A crop at a published aspect, of 3/4 to 4/3.
   *
   * @param minimumArea the least share of the image, as a policy writes it
   * @param maximumArea the greatest
   * @param interpolation how pixels are interpolated
   * @return the step
   */
  protected static ViewStep crop(String minimumArea, String maximumArea, String interpolation) {
    return ViewStep.always(
        "random-resized-crop",
        Map.of(
            "minimum-area", minimumArea,
            "maximum-area", maximumArea,
            "minimum-aspect", "0.75",
            "maximum-aspect", "1.3333333333333333",
            "interpolation", interpolation));
  }

  /**
   * A colour jitter with the published chance of 0.8.
   *
   * @param brightness that of brightness and contrast
   * @param saturation that of saturation
   * @param hue that of hue
   * @return the step
   */
  protected static ViewStep jitter(String brightness, String saturation, String hue) {
    return new ViewStep(
        JITTER,
        0.8,
        Map.of(
            "brightness", brightness,
            "contrast", brightness,
            "saturation", saturation,
            "hue", hue));
  }

  /**
   * A blur with the published deviations of 0.1 to 2.
   *
   * @param probability its chance
   * @param kernel the size of its kernel; 0 for one by the image's size
   * @return the step
   */
  protected static ViewStep blur(double probability, int kernel) {
    return new ViewStep(
        "gaussian-blur",
        probability,
        Map.of(
            "minimum-sigma", "0.1",
            "maximum-sigma", "2",
            "kernel-size", Integer.toString(kernel)));
  }

  /** Images of one channel have no colour to change. */
  @Test
  final void create_grayImages_leavesColorAlone() {
    for (ViewSpecification view : create(GRAY, Map.of())) {
      assertThat(view.steps().stream().map(ViewStep::operation)).doesNotContain("grayscale");
      assertThat(view.steps())
          .contains(
              jitter(brightness(), "0.0", "0.0"),
              ViewStep.always("normalize", Map.of("mean", "0.5", "deviation", "0.25")));
    }
  }

  /** What is turned off is left out, and the crop and the normalisation are as asked for. */
  @Test
  final void create_milderOptions_leaveOperationsOut() {
    Map<String, String> texts = new HashMap<>(milderAreas());
    texts.put("flip", "false");
    texts.put("jitter-strength", "0");
    texts.put("grayscale", "false");
    texts.put("blur", "false");
    texts.put("mean", "0.3");
    texts.put("deviation", "0.4");
    if (policy().options().stream().map(Option::name).anyMatch("solarization"::equals)) {
      texts.put("solarization", "false");
    }

    for (ViewSpecification view : create(IMAGENET, texts)) {
      assertThat(view.steps())
          .as(view.name())
          .containsExactly(
              milderCrop(view.kind()),
              ViewStep.always("normalize", Map.of("mean", "0.3", "deviation", "0.4")));
    }
  }

  /** Half a circle either way is every hue there is. */
  @Test
  final void create_hue_growsWithTheJitterUpToAnyHue() {
    assertThat(hues(Map.of("hue", "0.2"))).containsOnly("0.2");
    assertThat(hues(Map.of("hue", "0.2", "jitter-strength", "2"))).containsOnly("0.4");
    assertThat(hues(Map.of("hue", "0.5", "jitter-strength", "2"))).containsOnly("0.5");
  }

  private List<String> hues(Map<String, String> texts) {
    return create(IMAGENET, texts).stream()
        .flatMap(view -> view.steps().stream())
        .filter(step -> step.operation().equals(JITTER))
        .map(step -> step.options().get("hue"))
        .toList();
  }
}
