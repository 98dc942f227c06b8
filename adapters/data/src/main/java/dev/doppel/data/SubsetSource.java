package dev.doppel.data;

import dev.doppel.runtime.data.ImageSource;
import dev.doppel.runtime.data.UnreadableImageException;
import dev.doppel.spi.view.Image;
import java.util.Objects;
import java.util.stream.IntStream;

/** Some of the images of another source. Immutable; as safe for several threads as the other. */
public final class SubsetSource implements ImageSource {

  private final ImageSource source;
  private final int[] indexes;
  private final String description;

  private SubsetSource(ImageSource source, int[] indexes, String description) {
    if (indexes.length == 0) {
      throw new IllegalArgumentException("a part needs at least one image of " + source.size());
    }
    this.source = source;
    this.indexes = indexes;
    this.description = description;
  }

  /**
   * A run of neighbouring images.
   *
   * @param source where they come from
   * @param from the first, from 0
   * @param to the one after the last
   * @return the images from {@code from} up to but without {@code to}
   * @throws IndexOutOfBoundsException if the source has no such images
   * @throws IllegalArgumentException if there are none from the one to the other
   */
  public static SubsetSource range(ImageSource source, int from, int to) {
    Objects.checkFromToIndex(from, to, source.size());
    return new SubsetSource(
        source,
        IntStream.range(from, to).toArray(),
        Words.text("images %,d to %,d of %s", from, to - 1, source.description()));
  }

  /**
   * A choice of images.
   *
   * @param source where they come from
   * @param indexes their indexes in the source, in the order wanted; copied
   * @return the images
   * @throws IndexOutOfBoundsException if the source has no such image
   * @throws IllegalArgumentException if no index is given
   */
  public static SubsetSource of(ImageSource source, int... indexes) {
    for (int index : indexes) {
      Objects.checkIndex(index, source.size());
    }
    return new SubsetSource(
        source, indexes.clone(), Words.text("%,d of %s", indexes.length, source.description()));
  }

  @Override
  public int size() {
    return indexes.length;
  }

  @Override
  public int channels() {
    return source.channels();
  }

  @Override
  public Image image(int index) throws UnreadableImageException {
    return source.image(indexes[index]);
  }

  @Override
  public int label(int index) {
    return source.label(indexes[index]);
  }

  @Override
  public String name(int index) {
    return source.name(indexes[index]);
  }

  @Override
  public int classes() {
    return source.classes();
  }

  @Override
  public int uniformSize() {
    return source.uniformSize();
  }

  @Override
  public String description() {
    return description;
  }
}
