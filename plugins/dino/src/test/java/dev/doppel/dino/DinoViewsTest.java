package dev.doppel.dino;

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

final class DinoViewsTest extends StyledViewsContract {

  private static final ViewStep JITTER = jitter("0.4", "0.2", "0.1");

  @Override
  protected ViewPolicyFactory policy() {
    return DinoViews.policy();
  }

  @Override
  protected String brightness() {
    return "0.4";
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

    assertThat(views).hasSize(10);
    assertThat(views.subList(0, 2))
        .allMatch(view -> view.size() == 224 && view.kind() == ViewKind.GLOBAL);
    assertThat(views.subList(2, 10))
        .allMatch(view -> view.size() == 96 && view.kind() == ViewKind.LOCAL);
    assertThat(views.get(0).steps())
        .containsExactly(crop("0.4", "1.0"), FLIP, JITTER, GRAYSCALE, blur(1, 23), NORMALIZE);
    assertThat(views.get(1).steps())
        .containsExactly(
            crop("0.4", "1.0"), FLIP, JITTER, GRAYSCALE, blur(0.1, 23), SOLARIZE, NORMALIZE);
    for (ViewSpecification local : views.subList(2, 10)) {
      assertThat(local.steps())
          .containsExactly(crop("0.05", "0.4"), FLIP, JITTER, GRAYSCALE, blur(0.5, 23), NORMALIZE);
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
  void create_moreGlobalCrops_repeatThePair() {
    List<ViewSpecification> views = create(IMAGENET, Map.of("global-crops", "4"));

    assertThat(views.stream().filter(view -> view.kind() == ViewKind.GLOBAL)).hasSize(4);
    assertThat(views.get(2).steps()).isEqualTo(views.get(0).steps());
    assertThat(views.get(3).steps()).isEqualTo(views.get(1).steps());
  }

  @Test
  void problems_areasInTheWrongOrder_areNamed() {
    ViewPolicyFactory factory = DinoViews.policy();
    Options options =
        Options.parse(
            factory.options(), Map.of("global-minimum-area", "0.6", "global-maximum-area", "0.5"));

    assertThat(factory.problems(options))
        .containsExactly(
            "'global-minimum-area' = 0.6 must not be above 'global-maximum-area' = 0.5");
  }

  private static ViewStep crop(String minimumArea, String maximumArea) {
    return crop(minimumArea, maximumArea, "bicubic");
  }
}
