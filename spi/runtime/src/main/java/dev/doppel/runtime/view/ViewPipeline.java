package dev.doppel.runtime.view;

import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.runtime.training.ViewBatch;
import dev.doppel.runtime.training.ViewBlock;
import dev.doppel.spi.view.Image;
import dev.doppel.spi.view.ViewPolicy;
import dev.doppel.spi.view.ViewSpecification;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/**
 * Turns a sample into the views of a policy. A view is a function of the seed, the epoch, the
 * sample's index and the view's number ({@link ChanceSeed} tells how), whatever thread asks for it
 * and in whatever order. Immutable and safe to use from several threads at once.
 */
public final class ViewPipeline {

  private final ViewPolicy policy;
  private final int channels;
  private final long seed;
  private final List<ViewMaker> makers;

  /**
   * Creates the operations of every view.
   *
   * @param name the policy's name, for messages
   * @param policy the views
   * @param plugins brings the operations
   * @param channels the channels of a view, 1 or 3
   * @param seed the seed of the run
   * @throws dev.doppel.runtime.plugin.UnknownExtensionException if the policy names an operation
   *     that no plugin brings
   * @throws IllegalArgumentException if the policy sets options that are not allowed; the message
   *     names the policy, the view and the operation
   */
  public ViewPipeline(
      String name, ViewPolicy policy, PluginRegistry plugins, int channels, long seed) {
    this.policy = policy;
    this.channels = channels;
    this.seed = seed;
    OperationLookup lookup = new OperationLookup(name, plugins);
    this.makers =
        policy.views().stream().map(view -> new ViewMaker(view, channels, lookup)).toList();
  }

  /**
   * The channels of a view.
   *
   * @return 1 or 3
   */
  public int channels() {
    return channels;
  }

  /**
   * The views of a sample.
   *
   * @param sample the sample; not changed
   * @param epoch the epoch, from 0
   * @param sampleIndex the sample's index in its source, from 0
   * @return one new image a view, in the order of the policy
   * @throws IllegalStateException if a view does not come out at its size; the message names it
   * @throws dev.doppel.runtime.plugin.PluginException if a plugin's operation fails
   */
  @SuppressWarnings("ReferenceEquality") // whether it is the caller's own image, not an equal one
  public List<Image> views(Image sample, long epoch, long sampleIndex) {
    List<Image> views = new ArrayList<>();
    for (int view = 0; view < makers.size(); view++) {
      Image image = make(sample, epoch, sampleIndex, view);
      views.add(image == sample ? sample.copy() : image);
    }
    return views;
  }

  /**
   * Writes the views of a sample into a batch.
   *
   * @param sample the sample; not changed
   * @param epoch the epoch, from 0
   * @param sampleIndex the sample's index in its source, from 0
   * @param batch a batch that {@link #newBatch} made; changed at the sample's place alone
   * @param place the sample's place in the batch, from 0
   * @throws IllegalStateException if a view does not come out at its size; the message names it
   * @throws dev.doppel.runtime.plugin.PluginException if a plugin's operation fails
   */
  public void write(Image sample, long epoch, long sampleIndex, ViewBatch batch, int place) {
    for (int view = 0; view < makers.size(); view++) {
      float[] pixels = make(sample, epoch, sampleIndex, view).pixels();
      float[] block = batch.views().get(view).pixels();
      System.arraycopy(pixels, 0, block, place * pixels.length, pixels.length);
    }
  }

  /**
   * The views of images that lie in one array, drawn by several threads.
   *
   * @param pixels the images, one after the other; not changed
   * @param shape their shape, {@code [batch, channels, height, width]}
   * @param epoch the epoch, from 0
   * @param sampleIndex the index of a sample in its source, by its place in the batch, both from 0
   * @return a new batch
   * @throws IllegalStateException if a view does not come out at its size; the message names it
   * @throws dev.doppel.runtime.plugin.PluginException if a plugin's operation fails
   */
  public ViewBatch draw(float[] pixels, long[] shape, long epoch, IntToLongFunction sampleIndex) {
    int count = Math.toIntExact(shape[0]);
    int channelsOfImages = Math.toIntExact(shape[1]);
    int height = Math.toIntExact(shape[2]);
    int width = Math.toIntExact(shape[3]);
    int length = pixels.length / count;
    ViewBatch batch = newBatch(count);
    IntStream.range(0, count)
        .parallel()
        .forEach(
            place -> {
              float[] sample = Arrays.copyOfRange(pixels, place * length, (place + 1) * length);
              Image image = new Image(channelsOfImages, height, width, sample);
              write(image, epoch, sampleIndex.applyAsLong(place), batch, place);
            });
    return batch;
  }

  /**
   * An empty batch with a block a view.
   *
   * @param batchSize the samples, at least 1
   * @return a new batch of zeros
   * @throws IllegalArgumentException if a block would have more values than an array can hold
   */
  public ViewBatch newBatch(int batchSize) {
    List<ViewBlock> blocks = new ArrayList<>();
    for (ViewSpecification view : policy.views()) {
      long values = (long) batchSize * channels * view.size() * view.size();
      if (values > Integer.MAX_VALUE - 8) {
        throw new IllegalArgumentException(
            "a batch of %d views of %d x %d x %d has %d values, more than the %d that an array holds"
                .formatted(
                    batchSize, channels, view.size(), view.size(), values, Integer.MAX_VALUE - 8));
      }
      blocks.add(new ViewBlock(batchSize, channels, view.size(), new float[(int) values]));
    }
    return new ViewBatch(blocks);
  }

  private Image make(Image sample, long epoch, long sampleIndex, int view) {
    long chance = ChanceSeed.of(seed, epoch, sampleIndex, view);
    return makers.get(view).make(sample, new SplittableRandom(chance));
  }
}
