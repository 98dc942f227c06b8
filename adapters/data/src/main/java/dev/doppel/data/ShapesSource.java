package dev.doppel.data;

import dev.doppel.runtime.data.ImageSource;
import dev.doppel.spi.view.Image;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The drawn set {@code shapes}. Image i is a function of the seed and of i alone, drawn when it is
 * asked for; nothing is held. Classes take turns, so that any run of ten images has each once.
 */
final class ShapesSource implements ImageSource {

  static final String NAME = "shapes";

  /** By label. */
  private static final List<Figure> CLASSES = List.of(Figure.values());

  private static final int TEST_SHARE = 5;

  /** Images to test on are numbered from here, so none is among those to train on. */
  private static final long TEST_OFFSET = 1L << 32;

  private final long seed;
  private final long offset;
  private final int count;
  private final int imageSize;
  private final boolean labelled;

  private ShapesSource(DataOptions options, long offset, int count) {
    this.seed = options.seed();
    this.offset = offset;
    this.count = count;
    this.imageSize = options.size();
    this.labelled = options.labelled();
  }

  static DataSet dataSet(DataOptions options) {
    int testCount = options.count() / TEST_SHARE;
    ImageSource train = new ShapesSource(options, 0, options.count());
    ImageSource test = new ShapesSource(options, TEST_OFFSET, testCount);
    return new DataSet(
        train,
        Optional.of(test),
        Words.text("%s, and %,d to test on", train.description(), testCount));
  }

  @Override
  public int size() {
    return count;
  }

  @Override
  public int channels() {
    return 3;
  }

  @Override
  public Image image(int index) {
    long number = offset + Objects.checkIndex(index, count);
    Figure figure = CLASSES.get(index % CLASSES.size());
    return new ShapeScene(figure, SplitMix.of(seed, number)).draw(imageSize);
  }

  @Override
  public int label(int index) {
    Objects.checkIndex(index, count);
    return labelled ? index % CLASSES.size() : NO_LABEL;
  }

  @Override
  public int classes() {
    return labelled ? CLASSES.size() : 0;
  }

  @Override
  public int uniformSize() {
    return imageSize;
  }

  @Override
  public String description() {
    return Words.text(
        "%s, drawn (shapes, seed %d)",
        Words.images(count, channels(), imageSize, imageSize, classes()), seed);
  }
}
