package dev.doppel.cli.evaluation;

import dev.doppel.data.DataException;
import dev.doppel.runtime.data.ImageSource;
import dev.doppel.runtime.data.UnreadableImageException;
import dev.doppel.runtime.training.ViewBlock;
import dev.doppel.runtime.view.EvaluationView;
import dev.doppel.spi.view.Image;
import dev.doppel.spi.view.ViewTarget;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** Shows images to an encoder, a block at a time. For one thread; reads with several. */
public final class FeatureExtractor {

  private static final int MOST_IMAGES = 256;
  // 16 MiB a block: an encoder's first layers multiply that.
  private static final int MOST_VALUES = 1 << 22;

  private final EvaluationView view;
  private final int blockSize;
  private final boolean strict;
  private final BooleanSupplier cancelled;
  private final SortedMap<Integer, String> unreadable = new TreeMap<>();

  /**
   * Creates the extractor.
   *
   * @param view brings an image to the encoder's input
   * @param target the channels and size of that input
   * @param strict whether an unreadable image is an error instead of being left out
   * @param cancelled asked before each block whether to give up
   */
  public FeatureExtractor(
      EvaluationView view, ViewTarget target, boolean strict, BooleanSupplier cancelled) {
    int values = target.channels() * target.size() * target.size();
    this.view = view;
    this.blockSize = Math.max(1, Math.min(MOST_IMAGES, MOST_VALUES / values));
    this.strict = strict;
    this.cancelled = cancelled;
  }

  /**
   * Takes the features of one image.
   *
   * @param <E> how it fails
   */
  @FunctionalInterface
  public interface Sink<E extends Exception> {

    /**
     * Takes them.
     *
     * @param index the image's index in its source
     * @param features its features; empty if it could not be read
     * @throws E if the sink fails
     */
    void take(int index, Optional<float[]> features) throws E;
  }

  /**
   * The features of some images. Those that cannot be read are left out.
   *
   * @param source the images
   * @param indices which of them
   * @param embedder the encoder
   * @return their features and labels, in that order
   * @throws DataException if an image cannot be read and this extractor is strict, or if none can
   * @throws CancellationException if the extractor is told to give up
   */
  public Features features(ImageSource source, int[] indices, Embedder embedder) {
    float[][] rows = new float[indices.length][];
    int[] labels = new int[indices.length];
    int[] count = {0};
    extract(
        source,
        indices,
        embedder,
        (index, features) ->
            features.ifPresent(
                row -> {
                  rows[count[0]] = row;
                  labels[count[0]++] = source.label(index);
                }));
    if (count[0] == 0) {
      throw new DataException("none of the images can be read: " + source.description());
    }
    return new Features(Arrays.copyOf(rows, count[0]), Arrays.copyOf(labels, count[0]));
  }

  /**
   * Shows images to an encoder.
   *
   * @param source the images
   * @param indices which of them
   * @param embedder the encoder
   * @param sink takes the features of each, in that order
   * @param <E> how the sink fails
   * @throws E if it does
   * @throws DataException if an image cannot be read and this extractor is strict
   * @throws CancellationException if the extractor is told to give up
   */
  public <E extends Exception> void extract(
      ImageSource source, int[] indices, Embedder embedder, Sink<E> sink) throws E {
    for (int from = 0; from < indices.length; from += blockSize) {
      extractBlock(read(source, indices, from), embedder, sink);
    }
  }

  /**
   * Images as an encoder is shown them, without those that cannot be read.
   *
   * @param source the images
   * @param indices which of them
   * @return the blocks, in that order, each made when it is asked for; asking throws what {@link
   *     #extract} throws
   */
  public Iterable<ViewBlock> blocks(ImageSource source, int[] indices) {
    return () ->
        IntStream.iterate(0, from -> from < indices.length, from -> from + blockSize)
            .mapToObj(from -> read(source, indices, from))
            .peek(attempts -> attempts.forEach(this::note))
            .map(FeatureExtractor::images)
            .filter(images -> !images.isEmpty())
            .map(FeatureExtractor::block)
            .iterator();
  }

  /**
   * The images that could not be read so far.
   *
   * @return the messages, which name the images
   */
  public List<String> unreadable() {
    return List.copyOf(unreadable.values());
  }

  private List<Attempt> read(ImageSource source, int[] indices, int from) {
    if (cancelled.getAsBoolean()) {
      throw new CancellationException("interrupted");
    }
    int to = Math.min(indices.length, from + blockSize);
    return IntStream.range(from, to)
        .parallel()
        .mapToObj(place -> read(source, indices[place]))
        .toList();
  }

  private <E extends Exception> void extractBlock(
      List<Attempt> attempts, Embedder embedder, Sink<E> sink) throws E {
    List<Image> images = images(attempts);
    float[][] rows = images.isEmpty() ? new float[0][] : embedder.embed(block(images));
    int next = 0;
    for (Attempt attempt : attempts) {
      note(attempt);
      Optional<float[]> features =
          attempt.image().isPresent() ? Optional.of(rows[next++]) : Optional.empty();
      sink.take(attempt.index(), features);
    }
  }

  private static List<Image> images(List<Attempt> attempts) {
    return attempts.stream().flatMap(attempt -> attempt.image().stream()).toList();
  }

  private static ViewBlock block(List<Image> images) {
    int length = images.get(0).pixels().length;
    float[] pixels = new float[Math.multiplyExact(images.size(), length)];
    for (int i = 0; i < images.size(); i++) {
      System.arraycopy(images.get(i).pixels(), 0, pixels, i * length, length);
    }
    return new ViewBlock(images.size(), images.get(0).channels(), images.get(0).height(), pixels);
  }

  private void note(Attempt attempt) {
    if (attempt.image().isPresent()) {
      return;
    }
    if (strict) {
      throw new DataException(attempt.problem());
    }
    unreadable.put(attempt.index(), attempt.problem());
  }

  private Attempt read(ImageSource source, int index) {
    try {
      return new Attempt(index, Optional.of(view.apply(source.image(index))), "");
    } catch (UnreadableImageException e) {
      return new Attempt(index, Optional.empty(), e.getMessage());
    }
  }

  private record Attempt(int index, Optional<Image> image, String problem) {}
}
