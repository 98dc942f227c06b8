package dev.doppel.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a folder of images becomes a set. If it has a sub-folder {@code train} and one named {@code
 * test}, {@code val} or {@code validation}, these are its parts; of several, the first in this
 * order that has the classes of {@code train} is the one to test on. Likewise if {@code train} is
 * its only sub-folder. Otherwise the folder is all there is to train on, and no part of it is to
 * test on.
 */
final class FolderSplits {

  private static final String TRAIN = "train";
  private static final List<String> TESTS = List.of("test", "val", "validation");

  private FolderSplits() {}

  /** The set in a folder; empty if there is no image to train on. */
  static Optional<DataSet> open(Path folder, FolderListing listing, DataOptions options) {
    int channels = options.channels() == 0 ? 3 : options.channels();
    List<String> subFolders =
        listing.folders().stream().map(path -> path.getFileName().toString()).toList();
    boolean hasTests = TESTS.stream().anyMatch(subFolders::contains);
    boolean split = subFolders.contains(TRAIN) && (hasTests || subFolders.size() == 1);
    FolderScan scan = FolderScan.of(split ? folder.resolve(TRAIN) : folder);
    if (scan.images().isEmpty()) {
      return Optional.empty();
    }
    List<String> classNames = options.labelled() ? ImageFolder.classNames(scan) : List.of();
    ImageFolder train = source(scan, classNames, channels);
    Optional<ImageFolder> test =
        split ? test(folder, subFolders, classNames, channels) : Optional.empty();
    return Optional.of(
        new DataSet(
            train,
            test.map(source -> source),
            train.description()
                + test.map(source -> "; to test on, " + source.description()).orElse("")));
  }

  private static Optional<ImageFolder> test(
      Path folder, List<String> subFolders, List<String> classNames, int channels) {
    List<FolderScan> scans =
        TESTS.stream()
            .filter(subFolders::contains)
            .map(name -> FolderScan.of(folder.resolve(name)))
            .filter(scan -> !scan.images().isEmpty())
            .toList();
    if (classNames.isEmpty()) {
      return scans.stream().findFirst().map(scan -> source(scan, classNames, channels));
    }
    // A part without labels, as ImageNet's 'test', is of no use to evaluate with. If the classes of
    // none fit, the first complains.
    List<FolderScan> withFolders = scans.stream().filter(FolderSplits::hasFolders).toList();
    return withFolders.stream()
        .filter(scan -> classNames.containsAll(ImageFolder.firstFolders(scan)))
        .findFirst()
        .or(() -> withFolders.stream().findFirst())
        .map(scan -> source(scan, classNames, channels));
  }

  private static boolean hasFolders(FolderScan scan) {
    return !ImageFolder.firstFolders(scan).contains("");
  }

  private static ImageFolder source(FolderScan scan, List<String> classNames, int channels) {
    return classNames.isEmpty()
        ? ImageFolder.unlabelled(scan, channels)
        : ImageFolder.labelled(scan, classNames, channels);
  }
}
