package dev.doppel.data;

import dev.doppel.runtime.data.ImageSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The MNIST family: files such as {@code train-images-idx3-ubyte.gz} with {@code
 * train-labels-idx1-ubyte.gz} beside them, and {@code t10k} or {@code test} in place of {@code
 * train} for those to test on. Before it may stand the name of a set, as in EMNIST; {@code .gz} may
 * be missing, and a dot may stand before {@code idx}.
 */
final class IdxSet {

  private static final Pattern IMAGES =
      Pattern.compile("(?<set>.*-)?(?<part>train|t10k|test)-images[-.]idx3-ubyte(\\.gz)?");

  private IdxSet() {}

  /** Whether a file is named like one of images. */
  static boolean recognises(Path file) {
    return IMAGES.matcher(file.getFileName().toString()).matches();
  }

  /** The set in a folder; empty if no file there is named like one. */
  static Optional<DataSet> inFolder(Path folder, List<Path> files, boolean labelled) {
    List<Path> images = unpackedFirst(files.stream().filter(IdxSet::recognises));
    if (images.isEmpty()) {
      return Optional.empty();
    }
    List<Path> train = images.stream().filter(IdxSet::isTrain).toList();
    List<Path> test = images.stream().filter(file -> !isTrain(file)).toList();
    if (train.isEmpty()) {
      throw new DataException(
          Words.text(
              "folder '%s' holds images to test on ('%s') but none to train on ('%s')",
              folder,
              test.get(0).getFileName(),
              test.get(0).getFileName().toString().replaceFirst("t10k|test", "train")));
    }
    if (train.size() > 1 || test.size() > 1) {
      throw new DataException(
          Words.text(
              "folder '%s' holds more than one set: %s; name one of these files instead",
              folder, FolderListing.names(train.size() > 1 ? train : test)));
    }
    return Optional.of(
        dataSet(
            read(train.get(0), labelled),
            test.stream().findFirst().map(file -> read(file, labelled)),
            folder));
  }

  /**
   * The set whose images to train on are in a file, with those to test on if they lie beside it.
   */
  static DataSet ofFile(Path file, boolean labelled) {
    Optional<Path> test =
        Optional.of(IMAGES.matcher(file.getFileName().toString()))
            .filter(matcher -> matcher.matches() && matcher.group("part").equals("train"))
            .flatMap(matcher -> testBeside(file, matcher));
    return dataSet(read(file, labelled), test.map(other -> read(other, labelled)), file);
  }

  private static DataSet dataSet(IdxPart train, Optional<IdxPart> test, Path path) {
    int classes = Math.max(train.labels().classes(), test.map(p -> p.labels().classes()).orElse(0));
    ImageSource trainSource = train.source(classes);
    String testWords =
        test.map(part -> Words.text(" and %,d to test on", part.images().count())).orElse("");
    return new DataSet(
        trainSource,
        test.map(part -> part.source(classes)),
        Words.text("%s%s (IDX) in %s", train.words(classes), testWords, path));
  }

  private static IdxPart read(Path images, boolean labelled) {
    Optional<Path> labels = labelled ? labelsBeside(images) : Optional.empty();
    return IdxPart.read(images, labels);
  }

  private static Optional<Path> labelsBeside(Path images) {
    String name = images.getFileName().toString();
    return either(
        images,
        name.replace("-images-", "-labels-")
            .replace("-images.", "-labels.")
            .replace("idx3", "idx1"));
  }

  private static Optional<Path> testBeside(Path train, Matcher matcher) {
    String name = train.getFileName().toString();
    String before = name.substring(0, matcher.start("part"));
    String after = name.substring(matcher.end("part"));
    return Stream.of("t10k", "test")
        .flatMap(part -> either(train, before + part + after).stream())
        .findFirst();
  }

  /** The file of that name beside another, or its packed or unpacked twin. */
  private static Optional<Path> either(Path beside, String name) {
    String plain = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
    // Files named after no convention have no twin: a file is not its own labels.
    return Stream.of(name, plain, plain + ".gz")
        .map(beside::resolveSibling)
        .filter(path -> !path.equals(beside) && Files.isRegularFile(path))
        .findFirst();
  }

  /** A file that lies there packed and unpacked counts once. */
  private static List<Path> unpackedFirst(Stream<Path> files) {
    List<Path> sorted = files.sorted().toList();
    return sorted.stream()
        .filter(
            file -> {
              String name = file.getFileName().toString();
              return !name.endsWith(".gz")
                  || !sorted.contains(file.resolveSibling(name.substring(0, name.length() - 3)));
            })
        .toList();
  }

  private static boolean isTrain(Path file) {
    Matcher matcher = IMAGES.matcher(file.getFileName().toString());
    return matcher.matches() && matcher.group("part").equals("train");
  }
}
