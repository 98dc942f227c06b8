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
   * @return the options of areas, by name
   */
  protected abstract Map<String, String> milderAreas();

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

  /** Images of one channel have no colour to change. */
  @Test
  final void create_grayImages_leavesColorAlone() {
    for (ViewSpecification view : create(GRAY, Map.of())) {
      assertThat(view.steps().stream().map(ViewStep::operation)).doesNotContain("grayscale");
      assertThat(view.steps())
          .contains(
              new ViewStep(
                  JITTER,
                  0.8,
                  Map.of(
                      "brightness",
                      brightness(),
                      "contrast",
                      brightness(),
                      "saturation",
                      "0.0",
                      "hue",
                      "0.0")),
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
