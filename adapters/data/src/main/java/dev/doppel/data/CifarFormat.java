package dev.doppel.data;

import dev.doppel.runtime.data.ImageSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The binary versions of CIFAR-10 and CIFAR-100: a row of records, each its label or labels, one
 * byte each, then 32x32 bytes of red, as many of green, as many of blue (Krizhevsky, Learning
 * multiple layers of features from tiny images, 2009). Of CIFAR-100's two labels, the coarse and
 * the fine, the second counts.
 */
enum CifarFormat {
  /** One label; training images in several files. */
  CIFAR_10("CIFAR-10", "data_batch_(\\d+)\\.bin", "test_batch.bin", 1, 10),

  /** Two labels; training images in one file. */
  CIFAR_100("CIFAR-100", "train()\\.bin", "test.bin", 2, 100);

  private static final int SIDE = 32;
  private static final int PIXELS = 3 * SIDE * SIDE;

  private final String title;
  private final Pattern train;
  private final String test;
  private final int labelBytes;
  private final int classes;

  CifarFormat(String title, String train, String test, int labelBytes, int classes) {
    this.title = title;
    this.train = Pattern.compile(train);
    this.test = test;
    this.labelBytes = labelBytes;
    this.classes = classes;
  }

  /** The set in a folder; empty if no file there is named like one to train on. */
  static Optional<DataSet> inFolder(Path folder, List<Path> files, boolean labelled) {
    for (CifarFormat format : values()) {
      List<Path> train =
          files.stream()
              .filter(file -> format.number(file) >= 0)
              .sorted(Comparator.comparingInt(format::number))
              .toList();
      if (!train.isEmpty()) {
        return Optional.of(format.dataSet(folder, train, labelled));
      }
    }
    return Optional.empty();
  }

  /** Whether a file is named like one of either set. */
  static boolean recognises(Path file) {
    return of(file).isPresent();
  }

  /** The images of one file; empty if it is not named like one of CIFAR. */
  static Optional<DataSet> ofFile(Path file, boolean labelled) {
    return of(file)
        .map(format -> format.source(file, List.of(file), labelled))
        .map(source -> new DataSet(source, Optional.empty(), source.description()));
  }

  private static Optional<CifarFormat> of(Path file) {
    return Arrays.stream(values())
        .filter(format -> format.number(file) >= 0 || file.endsWith(format.test))
        .findFirst();
  }

  private int number(Path file) {
    Matcher matcher = train.matcher(file.getFileName().toString());
    if (!matcher.matches() || matcher.group(1).length() > 4) {
      return -1;
    }
    return matcher.group(1).isEmpty() ? 0 : Integer.parseInt(matcher.group(1));
  }

  private DataSet dataSet(Path folder, List<Path> train, boolean labelled) {
    Path testFile = folder.resolve(test);
    ImageSource trainSource = source(folder, train, labelled);
    Optional<ImageSource> testSource =
        Files.isRegularFile(testFile)
            ? Optional.of(source(testFile, List.of(testFile), labelled))
            : Optional.empty();
    String testWords =
        testSource.map(source -> Words.text(" and %,d to test on", source.size())).orElse("");
    return new DataSet(
        trainSource,
        testSource,
        Words.text(
            "%s%s (%s) in %s",
            Words.images(trainSource.size(), 3, SIDE, SIDE, trainSource.classes()),
            testWords,
            title,
            folder));
  }

  private ImageSource source(Path path, List<Path> files, boolean labelled) {
    List<PixelBlock> blocks = files.stream().map(this::block).toList();
    int count = blocks.stream().mapToInt(PixelBlock::count).sum();
    Labels labels = labelled ? labels(files, blocks, count) : Labels.none();
    return new ByteImages(
        blocks,
        3,
        SIDE,
        SIDE,
        labels,
        Words.text(
            "%s (%s) in %s", Words.images(count, 3, SIDE, SIDE, labels.classes()), title, path));
  }

  private PixelBlock block(Path file) {
    int stride = labelBytes + PIXELS;
    try (DataFile content = DataFile.open(file)) {
      long length = content.length();
      if (length == 0 || length % stride != 0 || length > Integer.MAX_VALUE) {
        throw new DataException(
            Words.text(
                    "'%s' is truncated or not %s: its length is %,d bytes, expected a multiple of"
                        + " %,d",
                    file, title, length, stride)
                + Words.text(
                    " (%s and 32x32 pixels in 3 colours)",
                    labelBytes == 1 ? "a label" : "two labels"));
      }
      int count = (int) (length / stride);
      byte[] bytes = content.read((int) length, Words.text("%,d images", count));
      return new PixelBlock(bytes, labelBytes, stride, count);
    }
  }

  private Labels labels(List<Path> files, List<PixelBlock> blocks, int count) {
    byte[] labels = new byte[count];
    int filled = 0;
    for (int position = 0; position < blocks.size(); position++) {
      PixelBlock block = blocks.get(position);
      for (int i = 0; i < block.count(); i++) {
        byte label = block.bytes()[block.first() + i * block.stride() - 1];
        checkLabel(files.get(position), i, label & 0xFF);
        labels[filled++] = label;
      }
    }
    return new Labels(labels, classes);
  }

  private void checkLabel(Path file, int image, int label) {
    if (label >= classes) {
      throw new DataException(
          Words.text(
              "'%s' is broken or not %s: image %,d has label %d, expected 0 to %d",
              file, title, image, label, classes - 1));
    }
  }
}
