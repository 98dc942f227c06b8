package dev.doppel.mocov3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.spi.view.ViewKind;
import dev.doppel.spi.view.ViewPolicyFactory;
import dev.doppel.spi.view.ViewSpecification;
import dev.doppel.spi.view.ViewStep;
import dev.doppel.testkit.StyledViewsContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MocoV3ViewsTest extends StyledViewsContract {

  @Override
  protected ViewPolicyFactory policy() {
    return MocoV3Views.policy();
  }

  @Override
  protected String brightness() {
    return "0.4";
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
    assertThat(views.get(0).steps())
        .containsExactly(
            crop("0.2"), jitter("0.4", "0.2", "0.1"), GRAYSCALE, blur(1, 0), FLIP, NORMALIZE);
    assertThat(views.get(1).steps()).contains(blur(0.1, 0), SOLARIZE).hasSize(7);
  }

  @Test
  void create_moreViews_repeatThePair() {
    List<ViewSpecification> views = create(IMAGENET, Map.of("view-count", "4"));

    assertThat(views.stream().map(ViewSpecification::name))
        .containsExactly("view-1", "view-2", "view-3", "view-4");
    assertThat(views.get(2).steps()).isEqualTo(views.get(0).steps());
    assertThat(views.get(3).steps()).isEqualTo(views.get(1).steps());
  }

  private static ViewStep crop(String minimumArea) {
    return crop(minimumArea, "1", "bilinear");
  }
}
