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
              crop("0.08"), FLIP, jitter("0.8", "0.8", "0.2"), GRAYSCALE, blur(0.5, 0), NORMALIZE);
    }
  }

  @Test
  void create_moreViews_areDrawnAlike() {
    assertThat(create(IMAGENET, Map.of("view-count", "3"))).hasSize(3);
  }

  private static ViewStep crop(String minimumArea) {
    return crop(minimumArea, "1", "bicubic");
  }
}
