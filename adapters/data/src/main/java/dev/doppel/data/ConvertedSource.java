package dev.doppel.data;

import dev.doppel.runtime.data.ImageSource;
import dev.doppel.runtime.data.UnreadableImageException;
import dev.doppel.spi.view.Image;

/** Another source's images with one channel instead of three, or three instead of one. */
record ConvertedSource(ImageSource source, int channels) implements ImageSource {

  /** The source itself if it has the channels wanted already, or if 0 are wanted. */
  static ImageSource of(ImageSource source, int channels) {
    return channels == 0 || channels == source.channels()
        ? source
        : new ConvertedSource(source, channels);
  }

  @Override
  public int size() {
    return source.size();
  }

  @Override
  public Image image(int index) throws UnreadableImageException {
    return Channels.convert(source.image(index), channels);
  }

  @Override
  public int label(int index) {
    return source.label(index);
  }

  @Override
  public String name(int index) {
    return source.name(index);
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
    return source.description() + (channels == 1 ? ", made gray" : ", gray in three channels");
  }
}
