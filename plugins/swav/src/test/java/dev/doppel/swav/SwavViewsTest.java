package dev.doppel.swav;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.spi.option.Options;
import dev.doppel.spi.view.ViewKind;
import dev.doppel.spi.view.ViewPolicyFactory;
import dev.doppel.spi.view.ViewSpecification;
import dev.doppel.spi.view.ViewStep;
import dev.doppel.spi.view.ViewTarget;
import dev.doppel.testkit.StyledViewsContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SwavViewsTest extends StyledViewsContract {

  private static final ViewStep JITTER = jitter("0.8", "0.8", "0.2");

  @Override
  protected ViewPolicyFactory policy() {
    return SwavViews.policy();
  }

  @Override
  protected String brightness() {
    return "0.8";
  }

  @Override
  protected Map<String, String> milderAreas() {
    return Map.of(
        "global-minimum-area", "0.5", "local-minimum-area", "0.2", "local-maximum-area", "0.5");
  }

  @Override
  protected ViewStep milderCrop(ViewKind kind) {
    return kind == ViewKind.GLOBAL ? crop("0.5", "1.0") : crop("0.2", "0.5");
  }

  @Test
  void create_defaults_arePublishedValues() {
    List<ViewSpecification> views = create(IMAGENET, Map.of());

    assertThat(views).hasSize(8);
    assertThat(views.subList(0, 2))
        .allMatch(view -> view.size() == 224 && view.kind() == ViewKind.GLOBAL);
    assertThat(views.subList(2, 8))
        .allMatch(view -> view.size() == 96 && view.kind() == ViewKind.LOCAL);
    for (ViewSpecification view : views) {
      boolean global = view.kind() == ViewKind.GLOBAL;
      assertThat(view.steps())
          .as(view.name())
          .containsExactly(
              global ? crop("0.14", "1.0") : crop("0.05", "0.14"),
              FLIP,
              JITTER,
              GRAYSCALE,
              blur(0.5, 23),
              NORMALIZE);
    }
  }

  @Test
  void create_smallImages_haveLocalCropsOfTheirSize() {
    assertThat(create(GRAY, Map.of()).get(2).size()).isEqualTo(28);
    assertThat(create(new ViewTarget(3, 98), Map.of()).get(2).size()).isEqualTo(42);
    assertThat(create(new ViewTarget(3, 32), Map.of("local-size", "12")).get(2).size())
        .isEqualTo(12);
  }

  @Test
  void create_noLocalCrops_leavesThePair() {
    assertThat(create(IMAGENET, Map.of("local-crops", "0")).stream().map(ViewSpecification::name))
        .containsExactly("global-1", "global-2");
  }

  @Test
  void problems_areasInTheWrongOrder_areNamed() {
    ViewPolicyFactory factory = SwavViews.policy();
    Options options =
        Options.parse(
            factory.options(), Map.of("global-minimum-area", "0.6", "global-maximum-area", "0.5"));

    assertThat(factory.problems(options))
        .containsExactly(
            "'global-minimum-area' = 0.6 must not be above 'global-maximum-area' = 0.5");
  }

  private static ViewStep crop(String minimumArea, String maximumArea) {
    return crop(minimumArea, maximumArea, "bilinear");
  }
}
