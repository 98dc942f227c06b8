package dev.doppel.runtime.view;

import static dev.doppel.runtime.view.Policies.always;
import static dev.doppel.runtime.view.Policies.pipeline;
import static dev.doppel.runtime.view.Policies.plugins;
import static dev.doppel.runtime.view.Policies.policy;
import static dev.doppel.runtime.view.Policies.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.doppel.runtime.plugin.PluginException;
import dev.doppel.runtime.plugin.UnknownExtensionException;
import dev.doppel.runtime.training.ViewBatch;
import dev.doppel.spi.option.OptionsException;
import dev.doppel.spi.view.Image;
import dev.doppel.spi.view.ViewSpecification;
import dev.doppel.spi.view.ViewStep;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ViewPipelineTest {

  private static final Image SAMPLE = new Image(1, 2, 2, new float[] {1, 2, 3, 4});

  @Test
  void views_anyOrderAndThread_areAFunctionOfTheFourNumbers() {
    ViewPipeline pipeline =
        pipeline(view("first", 2, always("noise")), view("second", 2, always("noise")));

    List<float[]> forward =
        IntStream.range(0, 200).mapToObj(sample -> firstView(pipeline, 3, sample)).toList();
    List<float[]> parallel =
        IntStream.range(0, 200)
            .parallel()
            .mapToObj(sample -> firstView(pipeline, 3, sample))
            .toList();

    assertThat(parallel).usingRecursiveComparison().isEqualTo(forward);
    assertThat(firstView(pipeline, 3, 1)).isNotEqualTo(firstView(pipeline, 3, 2));
    assertThat(firstView(pipeline, 2, 1)).isNotEqualTo(firstView(pipeline, 3, 1));
    List<Image> views = pipeline.views(SAMPLE, 3, 1);
    assertThat(views.get(0).pixels()).isNotEqualTo(views.get(1).pixels());
  }

  private static float[] firstView(ViewPipeline pipeline, long epoch, long sample) {
    return pipeline.views(SAMPLE, epoch, sample).get(0).pixels();
  }

  @Test
  void views_anotherSeed_differ() {
    ViewPipeline other =
        new ViewPipeline(
            "tested", policy(view("first", 2, always("noise"))), plugins(), 1, Policies.SEED + 1);

    assertThat(firstView(other, 0, 0))
        .isNotEqualTo(firstView(pipeline(view("first", 2, always("noise"))), 0, 0));
  }

  @Test
  void views_stepWithProbability_isTakenThatOften() {
    ViewPipeline pipeline = pipeline(view("first", 2, new ViewStep("add", 0.3, Map.of())));
    int samples = 20_000;
    int taken = 0;
    for (int sample = 0; sample < samples; sample++) {
      taken += firstView(pipeline, 0, sample)[0] == 2 ? 1 : 0;
    }
    // The share of 20,000 deviates by 0.0032, times 5.
    assertThat(taken / (double) samples)
        .as("seed %d", Policies.SEED)
        .isCloseTo(0.3, within(0.0165));
  }

  @Test
  void views_probabilityOfOneStepChanged_leavesLaterDrawsAlone() {
    ViewPipeline never =
        pipeline(view("first", 2, new ViewStep("add", 0, Map.of()), always("noise")));
    ViewPipeline ever = pipeline(view("first", 2, always("add"), always("noise")));

    assertThat(firstView(ever, 0, 0)[0]).isEqualTo(firstView(never, 0, 0)[0] + 1, within(1e-6f));
  }

  @Test
  void views_operationsThatModify_leaveTheSampleAlone() {
    ViewPipeline pipeline =
        pipeline(
            view("untouched", 2),
            view("added", 2, always("add")),
            view("cropped", 1, always("crop"), always("add"), always("add")));

    List<Image> views = pipeline.views(SAMPLE, 0, 0);

    assertThat(SAMPLE.pixels()).containsExactly(1, 2, 3, 4);
    assertThat(views.get(0).pixels()).isNotSameAs(SAMPLE.pixels()).containsExactly(1, 2, 3, 4);
    assertThat(views.get(1).pixels()).containsExactly(2, 3, 4, 5);
    assertThat(views.get(2).pixels()).containsExactly(3);
  }

  @Test
  void draw_imagesInOneArray_equalsOneByOne() {
    ViewPipeline pipeline =
        pipeline(view("whole", 2, always("noise")), view("local", 1, always("crop")));
    float[] pixels = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    long[] indices = {40, 2, 17};

    ViewBatch drawn = pipeline.draw(pixels, new long[] {3, 1, 2, 2}, 5, place -> indices[place]);

    ViewBatch expected = pipeline.newBatch(3);
    for (int place = 0; place < 3; place++) {
      float[] sample = Arrays.copyOfRange(pixels, 4 * place, 4 * place + 4);
      pipeline.write(new Image(1, 2, 2, sample), 5, indices[place], expected, place);
    }
    assertThat(drawn).usingRecursiveComparison().isEqualTo(expected);
  }

  @Test
  void write_secondPlace_fillsThatPlaceOfEachBlock() {
    ViewPipeline pipeline =
        pipeline(view("whole", 2, always("add")), view("local", 1, always("crop")));
    ViewBatch batch = pipeline.newBatch(3);

    pipeline.write(SAMPLE, 0, 0, batch, 1);

    assertThat(batch.views().get(0).pixels()).containsExactly(0, 0, 0, 0, 2, 3, 4, 5, 0, 0, 0, 0);
    assertThat(batch.views().get(1).pixels()).containsExactly(0, 1, 0);
    assertThat(SAMPLE.pixels()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void newBatch_moreValuesThanAnArrayHolds_saysHowMany() {
    ViewPipeline pipeline = pipeline(view("huge", 30_000, always("crop")));

    assertThatThrownBy(() -> pipeline.newBatch(3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a batch of 3 views of 1 x 30000 x 30000 has 2700000000 values, more than the"
                + " 2147483639 that an array holds");
  }

  @Test
  void views_resultOfAnotherSize_namesViewAndPolicy() {
    ViewPipeline pipeline = pipeline(view("first", 2), view("second", 1, always("add")));

    assertThatThrownBy(() -> pipeline.views(SAMPLE, 0, 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "view 'second' of view policy 'tested' came out as 1 x 2 x 2 instead of 1 x 1 x 1"
                + " (channels, height, width), from a sample of 1 x 2 x 2; does the policy crop to"
                + " the view's size?");
  }

  /** The operation that made the size, not one that came after it. */
  @Test
  void views_operationThatCropsToAnotherSize_isBlamed() {
    ViewPipeline pipeline =
        pipeline(view("first", 2), view("second", 2, always("crop-short"), always("add")));

    assertThatThrownBy(() -> pipeline.views(SAMPLE, 0, 0))
        .isInstanceOf(PluginException.class)
        .hasMessageStartingWith("view operation 'crop-short' of plugin simple-operations unknown (")
        .hasMessageEndingWith(
            ") left view 'second' of view policy 'tested' as 1 x 1 x 1 instead of 1 x 2 x 2"
                + " (channels, height, width), from a sample of 1 x 2 x 2");
  }

  @Test
  void constructor_unknownOperation_saysWhatThereIs() {
    ViewSpecification misspelt = view("second", 2, always("nosie"));

    assertThatThrownBy(() -> pipeline(view("first", 2), misspelt))
        .isInstanceOf(UnknownExtensionException.class)
        .hasMessageStartingWith(
            "no view operation named 'nosie' (from view 'second' of view policy 'tested'); did you"
                + " mean 'noise'?");
  }

  @Test
  void constructor_wrongOptions_namesPolicyViewAndOperation() {
    ViewSpecification wrong =
        view("second", 2, ViewStep.always("add", Map.of("amount", "11", "amuont", "1")));

    assertThatThrownBy(() -> pipeline(view("first", 2), wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasCauseInstanceOf(OptionsException.class)
        .hasMessage(
            """
            operation 'add' of view 'second' of view policy 'tested':
              amount = 11: must be a number in [0, 10]
              amuont = : is not an option; did you mean 'amount'?
            options of 'add': amount\
            """);
  }

  @Test
  void constructor_optionsThatDoNotGoTogether_namesPolicyViewAndOperation() {
    assertThatThrownBy(
            () -> pipeline(view("first", 2, ViewStep.always("add", Map.of("amount", "9")))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            """
            operation 'add' of view 'first' of view policy 'tested':
              'amount' = 9 is odd\
            """);
  }

  @Test
  void constructor_operationRefusesTheTarget_namesPolicyViewAndOperation() {
    assertThatThrownBy(
            () -> pipeline(view("first", 2, ViewStep.always("add", Map.of("amount", "7")))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "operation 'add' of view 'first' of view policy 'tested': 7 does not go with views of"
                + " 2");
  }
}
