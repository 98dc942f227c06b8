package dev.doppel.runtime.view;

import static dev.doppel.runtime.view.Policies.always;
import static dev.doppel.runtime.view.Policies.pipeline;
import static dev.doppel.runtime.view.Policies.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.runtime.data.ImageSource;
import dev.doppel.runtime.data.UnreadableImageException;
import dev.doppel.runtime.plugin.PluginException;
import dev.doppel.runtime.training.ViewBatch;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60) // what waits for a batch that never comes is to fail
final class BatchLoaderTest {

  private static final int BATCH = 3;

  @Test
  void next_anyNumberOfThreads_givesTheSameBatches() {
    List<List<Float>> one = noisyBatches(1, 1);

    assertThat(noisyBatches(2, 1)).isEqualTo(one);
    assertThat(noisyBatches(4, 7)).isEqualTo(one);
    assertThat(new HashSet<>(one)).hasSameSizeAs(one);
  }

  private static List<List<Float>> noisyBatches(int threads, int prefetch) {
    BatchSettings settings =
        new BatchSettings(BATCH, 7, threads, prefetch, false, BatchPosition.START);
    try (BatchLoader loader =
        new BatchLoader(images(), pipeline(view("first", 2, always("noise"))), settings)) {
      return IntStream.range(0, 12).mapToObj(i -> values(loader.next())).toList();
    }
  }

  @Test
  void next_oneEpoch_visitsSamplesOnceAndDropsTheRest() {
    try (BatchLoader loader = loader(images(), BatchPosition.START)) {
      assertThat(loader.batchesPerEpoch()).isEqualTo(3);
      List<Integer> first = samples(loader, 3);
      List<Integer> second = samples(loader, 3);

      assertThat(first).hasSize(9).doesNotHaveDuplicates().allMatch(sample -> sample < 10);
      assertThat(second).hasSize(9).doesNotHaveDuplicates().isNotEqualTo(first);
      assertThat(loader.position()).isEqualTo(new BatchPosition(2, 0));
    }
  }

  @Test
  void constructor_laterPosition_goesOnFromThere() {
    List<Integer> whole;
    try (BatchLoader loader = loader(images(), BatchPosition.START)) {
      whole = samples(loader, 8);
    }
    try (BatchLoader loader = loader(images(), new BatchPosition(1, 1))) {
      assertThat(loader.position()).isEqualTo(new BatchPosition(1, 1));
      assertThat(samples(loader, 4)).isEqualTo(whole.subList(4 * BATCH, 8 * BATCH));
    }
  }

  @Test
  void next_unreadableImages_areReplacedByTheNextOutsideTheBatch() {
    List<Integer> whole;
    try (BatchLoader loader = loader(images(), BatchPosition.START)) {
      whole = samples(loader, 3);
    }
    int broken = whole.get(1);
    int alsoBroken = whole.get(3);
    NumberedImages source = new NumberedImages(10, Set.of(broken, alsoBroken));
    try (BatchLoader loader = loader(source, BatchPosition.START)) {
      List<Integer> first = samples(loader, 1);
      List<Integer> second = samples(loader, 1);

      // The sample that follows the first batch is broken too, so the one after it stands in.
      assertThat(first).containsExactly(whole.get(0), whole.get(4), whole.get(2));
      assertThat(second).containsExactly(whole.get(6), whole.get(4), whole.get(5));
      assertThat(loader.unreadable())
          .containsExactlyInAnyOrderEntriesOf(
              Map.of(
                  broken, "cannot read image " + broken + ".png: it is torn",
                  alsoBroken, "cannot read image " + alsoBroken + ".png: it is torn"));
    }
  }

  @Test
  void next_unreadableImageAndStrict_failsWithItsName() {
    NumberedImages source = new NumberedImages(4, Set.of(0, 1, 2, 3));
    BatchSettings settings = new BatchSettings(1, 7, 1, 1, true, BatchPosition.START);
    try (BatchLoader loader = new BatchLoader(source, pipeline(view("first", 2)), settings)) {
      int first = SampleOrder.of(7, 0, 4).sample(0);

      assertThatThrownBy(loader::next)
          .isInstanceOf(UncheckedIOException.class)
          .hasCauseInstanceOf(UnreadableImageException.class)
          .hasMessage("cannot read image " + first + ".png: it is torn");
    }
  }

  @Test
  void next_fewerReadableImagesThanABatchNeeds_saysHowMany() {
    NumberedImages source = new NumberedImages(4, Set.of(0, 1));
    try (BatchLoader loader = loader(source, BatchPosition.START)) {
      assertThatThrownBy(loader::next)
          .isInstanceOf(UncheckedIOException.class)
          .hasCauseInstanceOf(UnreadableImageException.class)
          .hasMessage(
              "a batch of 3 needs as many readable images, but at least 2 of 4 cannot be read: 4"
                  + " numbered images");
    }
  }

  @Test
  void next_operationThatFails_blamesItsPluginEachTime() {
    BatchSettings settings = new BatchSettings(BATCH, 7, 2, 2, false, BatchPosition.START);
    try (BatchLoader loader =
        new BatchLoader(images(), pipeline(view("first", 2, always("fail"))), settings)) {
      for (int attempt = 0; attempt < 2; attempt++) {
        assertThatThrownBy(loader::next)
            .isInstanceOf(PluginException.class)
            .hasMessageStartingWith("view operation 'fail' of plugin simple-operations unknown (")
            .hasMessageEndingWith(
                ") failed: java.lang.UnsupportedOperationException: this operation always fails")
            .hasCauseInstanceOf(UnsupportedOperationException.class);
      }
    }
  }

  @Test
  void next_viewOfAnotherSize_passesTheReasonOnEachTime() {
    BatchSettings settings = new BatchSettings(BATCH, 7, 2, 2, false, BatchPosition.START);
    try (BatchLoader loader = new BatchLoader(images(), pipeline(view("first", 1)), settings)) {
      for (int attempt = 0; attempt < 2; attempt++) {
        assertThatThrownBy(loader::next)
            .isInstanceOf(IllegalStateException.class)
            .hasMessageStartingWith("cannot make batch 0 of epoch 0: view 'first' of view policy")
            .hasCauseInstanceOf(IllegalStateException.class);
      }
    }
  }

  @Test
  void next_interruptedThread_isCancelledAndLosesNothing() {
    CountDownLatch gate = new CountDownLatch(1);
    NumberedImages source = new NumberedImages(10, Set.of(), () -> waitFor(gate));
    try (BatchLoader loader = loader(source, BatchPosition.START)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(loader::next)
          .isInstanceOf(CancellationException.class)
          .hasMessage("interrupted while waiting for batch 0 of epoch 0");
      assertThat(Thread.interrupted()).isTrue();

      gate.countDown();

      assertThat(samples(loader, 3)).hasSize(9).doesNotHaveDuplicates();
    }
  }

  @Test
  void close_threadThatWaitsForAnImage_interruptsIt() {
    CountDownLatch gate = new CountDownLatch(1);
    CountDownLatch reading = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    Runnable block =
        () -> {
          reading.countDown();
          interrupted.set(!waitFor(gate));
        };
    BatchSettings settings = new BatchSettings(BATCH, 7, 1, 1, false, BatchPosition.START);
    NumberedImages source = new NumberedImages(10, Set.of(), block);
    BatchLoader loader = new BatchLoader(source, pipeline(view("first", 2)), settings);
    waitFor(reading);

    loader.close();

    assertThat(interrupted).isTrue();
  }

  private static boolean waitFor(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Test
  void release_batch_isFilledAnew() {
    try (BatchLoader loader = loader(images(), BatchPosition.START)) {
      Set<Integer> arrays = new HashSet<>();
      List<Integer> seen = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        ViewBatch batch = loader.next();
        arrays.add(System.identityHashCode(batch.views().get(0).pixels()));
        seen.addAll(samples(batch));
        loader.release(batch);
      }
      List<Integer> fresh;
      try (BatchLoader other = loader(images(), BatchPosition.START)) {
        fresh = samples(other, 30);
      }
      assertThat(seen).isEqualTo(fresh);
      // One in the consumer's hands and two ahead.
      assertThat(arrays).hasSizeLessThanOrEqualTo(3);
    }
  }

  @Test
  void release_twice_isRefused() {
    try (BatchLoader loader = loader(images(), BatchPosition.START)) {
      ViewBatch batch = loader.next();
      loader.release(batch);

      assertThatThrownBy(() -> loader.release(batch))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("this batch is not one that next() returned, or was released before");
    }
  }

  @Test
  void close_runningThreads_stops() {
    BatchLoader loader = loader(images(), BatchPosition.START);
    ViewBatch batch = loader.next();
    List<Float> before = values(batch);

    loader.close();

    assertThat(values(batch)).isEqualTo(before);
    assertThat(loader.hasNext()).isFalse();
    assertThatThrownBy(loader::next)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the loader is closed");
  }

  @Test
  void constructor_batchLargerThanTheData_namesBothNumbers() {
    BatchSettings settings = new BatchSettings(11, 7, 1, 1, false, BatchPosition.START);
    ViewPipeline pipeline = pipeline(view("first", 2));

    assertThatThrownBy(() -> new BatchLoader(images(), pipeline, settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a batch of 11 samples is larger than the data: 10 numbered images; 'batch-size' can be"
                + " at most 10");
  }

  @Test
  void constructor_positionPastTheEpoch_isRefused() {
    assertThatThrownBy(() -> loader(images(), new BatchPosition(0, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cannot begin at batch 3: an epoch has 3 batches, counted from 0");
  }

  @Test
  void constructor_otherChannels_areRefused() {
    ViewPipeline color =
        new ViewPipeline(
            "tested", Policies.policy(view("first", 2)), Policies.plugins(), 3, Policies.SEED);
    BatchSettings settings = new BatchSettings(BATCH, 7, 1, 1, false, BatchPosition.START);

    assertThatThrownBy(() -> new BatchLoader(images(), color, settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("views have 3 channels, but the images have 1: 10 numbered images");
  }

  private static NumberedImages images() {
    return new NumberedImages(10, Set.of());
  }

  private static BatchLoader loader(ImageSource source, BatchPosition start) {
    BatchSettings settings = new BatchSettings(BATCH, 7, 2, 2, false, start);
    return new BatchLoader(source, pipeline(view("first", 2)), settings);
  }

  private static List<Integer> samples(BatchLoader loader, int batches) {
    List<Integer> samples = new ArrayList<>();
    for (int i = 0; i < batches; i++) {
      samples.addAll(samples(loader.next()));
    }
    return samples;
  }

  private static List<Integer> samples(ViewBatch batch) {
    float[] pixels = batch.views().get(0).pixels();
    return IntStream.range(0, BATCH).mapToObj(place -> (int) pixels[4 * place]).toList();
  }

  private static List<Float> values(ViewBatch batch) {
    List<Float> values = new ArrayList<>();
    for (float value : batch.views().get(0).pixels()) {
      values.add(value);
    }
    return values;
  }
}
