package dev.doppel.mocov2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.spi.view.ViewKind;
import dev.doppel.spi.view.ViewPolicyFactory;
import dev.doppel.spi.view.ViewSpecification;
import dev.doppel.spi.view.ViewStep;
import dev.doppel.testkit.StyledViewsContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MocoV2ViewsTest extends StyledViewsContract {

  @Override
  protected ViewPolicyFactory policy() {
    return MocoV2Views.policy();
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
    for (ViewSpecification view : views) {
      assertThat(view.steps())
          .containsExactly(
              crop("0.2"), jitter("0.4", "0.4", "0.1"), GRAYSCALE, blur(0.5, 0), FLIP, NORMALIZE);
    }
  }

  private static ViewStep crop(String minimumArea) {
    return crop(minimumArea, "1", "bilinear");
  }
}
