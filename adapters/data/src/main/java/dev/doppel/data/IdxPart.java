package dev.doppel.data;

import dev.doppel.runtime.data.ImageSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A file of images in the IDX format and the labels that belong to it.
 *
 * @param images the images, {@code [count, height, width]}
 * @param labels their labels, or none
 */
record IdxPart(IdxFile images, Labels labels) {

  /** Reads both files. */
  static IdxPart read(Path imagesPath, Optional<Path> labelsPath) {
    IdxFile images = IdxFile.images(imagesPath);
    Optional<IdxFile> labels = labelsPath.map(IdxFile::labels);
    labels.ifPresent(file -> checkSameCount(images, file));
    return new IdxPart(images, labels.map(file -> Labels.of(file.content())).orElse(Labels.none()));
  }

  /** These images, whose labels count among so many classes. */
  ImageSource source(int classes) {
    PixelBlock block = new PixelBlock(images.content(), 0, height() * width(), images.count());
    return new ByteImages(
        List.of(block),
        1,
        height(),
        width(),
        labels.among(classes),
        Words.text("%s (IDX) in %s", words(classes), images.path()));
  }

  /** Such as {@code 60,000 gray images of 28x28 in 10 classes}. */
  String words(int classes) {
    return Words.images(images.count(), 1, height(), width(), labels.among(classes).classes());
  }

  private int height() {
    return images.dimensions()[1];
  }

  private int width() {
    return images.dimensions()[2];
  }

  private static void checkSameCount(IdxFile images, IdxFile labels) {
    if (images.count() != labels.count()) {
      throw new DataException(
          Words.text(
              "'%s' holds %,d images, but '%s' holds %,d labels",
              images.path(), images.count(), labels.path(), labels.count()));
    }
  }
}
