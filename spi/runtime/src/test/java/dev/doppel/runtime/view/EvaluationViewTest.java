package dev.doppel.runtime.view;

import static dev.doppel.runtime.view.Policies.always;
import static dev.doppel.runtime.view.Policies.plugins;
import static dev.doppel.runtime.view.Policies.policy;
import static dev.doppel.runtime.view.Policies.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.runtime.training.ViewBlock;
import dev.doppel.spi.view.Image;
import dev.doppel.spi.view.ViewSpecification;
import dev.doppel.spi.view.ViewStep;
import dev.doppel.spi.view.ViewTarget;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EvaluationViewTest {

  private static final Image SAMPLE = new Image(1, 3, 3, new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9});

  private static final ViewSpecification FIRST =
      view(
          "first",
          3,
          always("noise"),
          new ViewStep("normalize", 0.5, Map.of("amount", "3")),
          ViewStep.always("normalize", Map.of("amount", "2")));

  @Test
  void apply_rightSize_keepsTheNormalisationAlone() {
    Image result = evaluation(FIRST, 3).apply(SAMPLE);

    assertThat(result.pixels()).containsExactly(3, 4, 5, 6, 7, 8, 9, 10, 11);
    assertThat(SAMPLE.pixels()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void apply_largerImage_cropsFromTheMiddleFirst() {
    assertThat(evaluation(FIRST, 1).apply(SAMPLE).pixels()).containsExactly(7);
  }

  @Test
  void apply_nothingToDo_isTheImageItself() {
    assertThat(evaluation(view("first", 3, always("noise")), 3).apply(SAMPLE)).isSameAs(SAMPLE);
  }

  @Test
  void apply_otherChannels_saysSo() {
    Image color = new Image(3, 2, 2, new float[12]);

    assertThatThrownBy(() -> evaluation(FIRST, 1).apply(color))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(
            "view 'evaluation' of view policy 'tested' came out as 3 x 1 x 1 instead of 1 x 1 x 1");
  }

  @Test
  void block_images_areInOrder() {
    Image other = new Image(1, 1, 1, new float[] {20});

    ViewBlock block = evaluation(FIRST, 1).block(List.of(SAMPLE, other));

    assertThat(block.batch()).isEqualTo(2);
    assertThat(block.pixels()).containsExactly(7, 22);
  }

  private static EvaluationView evaluation(ViewSpecification first, int size) {
    return new EvaluationView(
        "tested", policy(first, view("second", 3)), plugins(), new ViewTarget(1, size));
  }
}
