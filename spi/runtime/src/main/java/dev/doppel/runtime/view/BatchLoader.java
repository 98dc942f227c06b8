package dev.doppel.runtime.view;

import dev.doppel.runtime.data.ImageSource;
import dev.doppel.runtime.plugin.PluginException;
import dev.doppel.runtime.training.ViewBatch;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Iterator;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The batches of a run, without end: each epoch visits the samples in an order of its own, and the
 * samples that do not fill a last batch are left to the next epoch's luck. Threads make a bounded
 * number of batches ahead; what comes out, and in which order, does not depend on them.
 *
 * <p>A sample that cannot be read is replaced by the next one in the epoch's order that is not in
 * the batch, and listed in {@link #unreadable()}; or, where the settings are strict, ends the run.
 *
 * <p>For one consuming thread, closing included. A batch is the consumer's for good, unless it is
 * handed back with {@link #release}: then its arrays are filled anew, which keeps large batches
 * from piling up in the heap between two collections. It saves memory, not time.
 */
public final class BatchLoader implements Iterator<ViewBatch>, AutoCloseable {

  /** How long closing waits for a thread in the middle of reading a file, in seconds. */
  private static final int PATIENCE_SECONDS = 10;

  private final ImageSource source;
  private final ViewPipeline pipeline;
  private final BatchSettings settings;
  private final int batchesPerEpoch;
  private final ExecutorService threads;
  private final Queue<Future<LoadedBatch>> ahead = new ArrayDeque<>();
  private final Queue<ViewBatch> spare = new ConcurrentLinkedQueue<>();
  // Weak, for consumers that keep or drop their batches. Batches equal no other: arrays do not.
  private final Set<ViewBatch> lent = Collections.newSetFromMap(new WeakHashMap<>());
  private final SortedMap<Integer, String> unreadable = new TreeMap<>();
  private BatchPosition position;
  private BatchPosition submitted;
  private SampleOrder order;
  private boolean closed;

  /**
   * Starts making batches.
   *
   * @param source the samples
   * @param pipeline makes the views of a sample
   * @param settings how samples become batches
   * @throws IllegalArgumentException if a batch is larger than the source, the source's channels
   *     are not the pipeline's, or an epoch has no batch where to begin
   */
  public BatchLoader(ImageSource source, ViewPipeline pipeline, BatchSettings settings) {
    this.source = source;
    this.pipeline = pipeline;
    this.settings = settings;
    this.batchesPerEpoch = source.size() / settings.batchSize();
    this.position = settings.start();
    this.submitted = settings.start();
    check();
    this.order = SampleOrder.of(settings.seed(), submitted.epoch(), source.size());
    AtomicInteger number = new AtomicInteger();
    this.threads =
        Executors.newFixedThreadPool(
            settings.threads(),
            task -> {
              Thread thread = new Thread(task, "doppel-views-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    for (int i = 0; i < settings.prefetch(); i++) {
      submit();
    }
  }

  private void check() {
    if (batchesPerEpoch == 0) {
      throw new IllegalArgumentException(
          "a batch of %d samples is larger than the data: %s; 'batch-size' can be at most %d"
              .formatted(settings.batchSize(), source.description(), source.size()));
    }
    if (source.channels() != pipeline.channels()) {
      throw new IllegalArgumentException(
          "views have %d channels, but the images have %d: %s"
              .formatted(pipeline.channels(), source.channels(), source.description()));
    }
    if (position.batch() >= batchesPerEpoch) {
      throw new IllegalArgumentException(
          "cannot begin at batch %d: an epoch has %d batches, counted from 0"
              .formatted(position.batch(), batchesPerEpoch));
    }
  }

  /**
   * The batches of an epoch.
   *
   * @return the number, at least 1
   */
  public int batchesPerEpoch() {
    return batchesPerEpoch;
  }

  /**
   * Where the batch is that {@link #next} returns next: what a checkpoint holds to go on from here.
   *
   * @return the position
   */
  public BatchPosition position() {
    return position;
  }

  /**
   * The samples so far that could not be read.
   *
   * @return the message, which names the image, by the sample's index; unmodifiable
   */
  public SortedMap<Integer, String> unreadable() {
    return Collections.unmodifiableSortedMap(unreadable);
  }

  /** There is always another batch. */
  @Override
  public boolean hasNext() {
    return !closed;
  }

  /**
   * The next batch, waiting for it if need be.
   *
   * @return the batch
   * @throws java.io.UncheckedIOException if an image cannot be read and settings are strict, or if
   *     fewer images can be read than a batch needs
   * @throws PluginException if a plugin's operation fails
   * @throws IllegalStateException if a view cannot be made for another reason, which is the cause;
   *     or if this loader is closed
   * @throws CancellationException if the thread is interrupted, and stays so
   */
  @Override
  public ViewBatch next() {
    if (closed) {
      throw new IllegalStateException("the loader is closed");
    }
    LoadedBatch batch = await(ahead.element());
    ahead.remove();
    submit();
    position = position.next(batchesPerEpoch);
    unreadable.putAll(batch.unreadable());
    lent.add(batch.views());
    return batch.views();
  }

  /**
   * Hands back a batch that nobody reads any more.
   *
   * @param batch a batch that {@link #next} returned
   * @throws IllegalArgumentException if it is not, or was handed back before
   */
  public void release(ViewBatch batch) {
    if (!lent.remove(batch)) {
      throw new IllegalArgumentException(
          "this batch is not one that next() returned, or was released before");
    }
    spare.add(batch);
  }

  /** Stops the threads. Batches that were returned stay valid. */
  @Override
  public void close() {
    closed = true;
    threads.shutdownNow();
    ahead.clear();
    try {
      // The threads are daemons: one that does not stop in time holds up nothing.
      if (!threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.getLogger(BatchLoader.class.getName())
            .log(System.Logger.Level.WARNING, "a thread that reads images does not stop");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** On failure the batch stays first in line, so that asking again fails again. */
  private LoadedBatch await(Future<LoadedBatch> batch) {
    try {
      return batch.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      CancellationException cancelled =
          new CancellationException("interrupted while waiting for " + place());
      cancelled.initCause(e);
      throw cancelled;
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof Error error) {
        throw error;
      }
      if (cause instanceof PluginException broken) {
        throw broken;
      }
      if (cause instanceof UncheckedIOException unreadable) {
        throw new UncheckedIOException(unreadable.getMessage(), unreadable.getCause());
      }
      throw new IllegalStateException(
          "cannot make %s: %s".formatted(place(), cause.getMessage()), cause);
    }
  }

  private String place() {
    return "batch %d of epoch %d".formatted(position.batch(), position.epoch());
  }

  private void submit() {
    if (order == null) {
      order = SampleOrder.of(settings.seed(), submitted.epoch(), source.size());
    }
    BatchMaker maker = new BatchMaker(source, pipeline, settings, order, submitted);
    ahead.add(threads.submit(() -> maker.make(emptyBatch())));
    BatchPosition following = submitted.next(batchesPerEpoch);
    order = following.epoch() == submitted.epoch() ? order : null;
    submitted = following;
  }

  private ViewBatch emptyBatch() {
    ViewBatch batch = spare.poll();
    return batch == null ? pipeline.newBatch(settings.batchSize()) : batch;
  }
}
