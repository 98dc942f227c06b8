package dev.doppel.data;

import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import java.util.List;

/**
 * How a set of images is opened.
 *
 * @param channels 1 (gray) or 3 (colour) to convert all images; 0 leaves them as the set has them,
 *     which is colour for a folder and for {@code shapes}
 * @param labelled whether the labels are used, where there are any
 * @param size height and width of drawn images, in pixels; files have their own
 * @param count how many images are drawn to train on; a fifth as many are drawn to test on
 * @param seed the seed of drawn images
 * @param heldOut how many of the training images are set aside to test on, in place of the set's
 *     own test part; 0 leaves the set as it is
 */
public record DataOptions(
    int channels, boolean labelled, int size, int count, long seed, int heldOut) {

  private static final Option<String> CHANNELS =
      Option.choice("channels", "auto", "1", "3")
          .defaultValue("auto")
          .describedAs("1 (gray) or 3 (colour) converts; auto keeps what the set has");

  private static final Option<String> LABELS =
      Option.choice("labels", "auto", "none")
          .defaultValue("auto")
          .describedAs("none leaves labels out; auto uses those the set has");

  private static final Option<Long> SIZE =
      Option.whole("size")
          .range(8, 4096)
          .defaultValue(32L)
          .describedAs("height and width of the images of 'shapes', pixels");

  private static final Option<Long> COUNT =
      Option.whole("count")
          .range(10, 10_000_000)
          .defaultValue(10_000L)
          .describedAs("training images of 'shapes'; a fifth as many are drawn to test on");

  private static final Option<Long> SEED =
      Option.whole("seed").any().defaultValue(0L).describedAs("seed of the images of 'shapes'");

  private static final Option<Long> HELD_OUT =
      Option.whole("held-out")
          .range(0, 10_000_000)
          .defaultValue(0L)
          .describedAs(
              "training images to test on in place of the set's own test part, for tuning; 0 for"
                  + " none");

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public DataOptions {
    if (channels != 0 && channels != 1 && channels != 3) {
      throw new IllegalArgumentException("channels must be 0, 1 or 3, not " + channels);
    }
    if (size < 8 || size > 4096) {
      throw new IllegalArgumentException("size must be in [8, 4096], not " + size);
    }
    if (count < 10 || count > 10_000_000) {
      throw new IllegalArgumentException("count must be in [10, 10000000], not " + count);
    }
    if (heldOut < 0 || heldOut > 10_000_000) {
      throw new IllegalArgumentException("heldOut must be in [0, 10000000], not " + heldOut);
    }
  }

  /**
   * The options as a recipe declares them, under the prefix {@code data}.
   *
   * @return channels, labels, size, count, seed and held-out, all with a default
   */
  public static List<Option<?>> declared() {
    return List.of(CHANNELS, LABELS, SIZE, COUNT, SEED, HELD_OUT);
  }

  /**
   * Reads the values of {@link #declared}.
   *
   * @param options checked values
   * @return the same as a record
   */
  public static DataOptions of(Options options) {
    String channels = options.get(CHANNELS);
    return new DataOptions(
        channels.equals("auto") ? 0 : Integer.parseInt(channels),
        options.get(LABELS).equals("auto"),
        Math.toIntExact(options.get(SIZE)),
        Math.toIntExact(options.get(COUNT)),
        options.get(SEED),
        Math.toIntExact(options.get(HELD_OUT)));
  }

  /**
   * What applies where nothing is set.
   *
   * @return channels and labels as the set has them; 10,000 drawn images of 32x32 with seed 0, and
   *     none held out
   */
  public static DataOptions defaults() {
    return of(Options.defaults(declared()));
  }
}
