package dev.doppel.cli.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.data.DataException;
import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.runtime.training.ViewBlock;
import dev.doppel.runtime.view.EvaluationView;
import dev.doppel.spi.view.ViewKind;
import dev.doppel.spi.view.ViewPolicy;
import dev.doppel.spi.view.ViewSpecification;
import dev.doppel.spi.view.ViewStep;
import dev.doppel.spi.view.ViewTarget;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class FeatureExtractorTest {

  private static final PlainImages IMAGES = new PlainImages(1_000, 10, index -> index % 10);

  @Test
  void features_manyBlocks_keepTheOrderAndLeaveOutBrokenOnes() {
    FeatureExtractor extractor = extractor(false, () -> false);
    int[] all = IntStream.range(0, IMAGES.size()).toArray();
    Features features = extractor.features(IMAGES, all, Embedder.pixels());

    int[] readable =
        IntStream.of(all).filter(index -> index % PlainImages.BROKEN_EVERY != 12).toArray();
    assertThat(features.rows()).hasNumberOfRows(readable.length);
    for (int i = 0; i < readable.length; i++) {
      assertThat(features.rows()[i]).hasSize(16).containsOnly(readable[i] / 100f);
      assertThat(features.labels()[i]).isEqualTo(readable[i] % 10);
    }
    assertThat(extractor.unreadable())
        .hasSize(IMAGES.size() - readable.length)
        .first()
        .isEqualTo("cannot read image number 12: it is broken");
  }

  @Test
  void features_policyWithNormalisation_isAppliedOnce() {
    ViewPolicy policy =
        policy(List.of(ViewStep.always("normalize", Map.of("mean", "0.5", "deviation", "0.25"))));
    ViewTarget target = new ViewTarget(1, 4);
    EvaluationView view = new EvaluationView("test", policy, PluginRegistry.discover(), target);
    FeatureExtractor extractor = new FeatureExtractor(view, target, false, () -> false);
    Features features = extractor.features(IMAGES, new int[] {100}, Embedder.pixels());

    assertThat(features.rows()[0]).containsOnly(2);
  }

  @Test
  void features_strict_failsOnTheFirstBrokenImage() {
    assertThatThrownBy(
            () ->
                extractor(true, () -> false)
                    .features(IMAGES, new int[] {11, 12, 13}, Embedder.pixels()))
        .isInstanceOf(DataException.class)
        .hasMessage("cannot read image number 12: it is broken");
  }

  @Test
  void features_nothingReadable_isAnError() {
    assertThatThrownBy(
            () ->
                extractor(false, () -> false)
                    .features(IMAGES, new int[] {12, 25}, Embedder.pixels()))
        .isInstanceOf(DataException.class)
        .hasMessage("none of the images can be read: 1000 plain images");
  }

  @Test
  void blocks_areWhatAnEncoderIsShown() {
    FeatureExtractor extractor = extractor(false, () -> false);
    int[] all = IntStream.range(0, IMAGES.size()).toArray();
    List<ViewBlock> shown = new ArrayList<>();
    Embedder embedder =
        block -> {
          shown.add(block);
          return Embedder.pixels().embed(block);
        };
    extractor.features(IMAGES, all, embedder);

    FeatureExtractor other = extractor(false, () -> false);
    List<ViewBlock> blocks = new ArrayList<>();
    other.blocks(IMAGES, all).forEach(blocks::add);

    assertThat(blocks).hasSize(4).hasSameSizeAs(shown);
    for (int i = 0; i < blocks.size(); i++) {
      assertThat(blocks.get(i).pixels()).containsExactly(shown.get(i).pixels());
    }
    assertThat(other.unreadable()).isEqualTo(extractor.unreadable());
  }

  @Test
  void blocks_onlyBrokenImages_areNone() {
    assertThat(extractor(false, () -> false).blocks(IMAGES, new int[] {12, 25})).isEmpty();
  }

  @Test
  void blocks_areMadeWhenAskedFor() {
    Iterator<ViewBlock> blocks =
        extractor(true, () -> false)
            .blocks(IMAGES, IntStream.range(0, 300).map(i -> i < 256 ? 0 : 12).toArray())
            .iterator();
    assertThat(blocks.next().batch()).isEqualTo(256);
    assertThatThrownBy(blocks::next).isInstanceOf(DataException.class);
  }

  @Test
  void features_cancelled_givesUp() {
    assertThatThrownBy(
            () -> extractor(false, () -> true).features(IMAGES, new int[] {0}, Embedder.pixels()))
        .isInstanceOf(CancellationException.class);
  }

  private static FeatureExtractor extractor(boolean strict, BooleanSupplier cancelled) {
    ViewTarget target = new ViewTarget(1, 4);
    return new FeatureExtractor(
        new EvaluationView("test", policy(List.of()), PluginRegistry.discover(), target),
        target,
        strict,
        cancelled);
  }

  private static ViewPolicy policy(List<ViewStep> steps) {
    return new ViewPolicy(List.of(new ViewSpecification("only", ViewKind.GLOBAL, 4, steps)));
  }
}
