package dev.doppel.data;

import dev.doppel.runtime.data.ImageSource;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Opens sets of images, and finds out what they are. */
public final class ImageSources {

  /** Where Debian's package dataset-fashion-mnist installs its files. */
  private static final Path INSTALLED = Path.of("/usr/share/datasets/fashion-mnist");

  private static final String AUTOMATIC = "auto";

  private static final String RECOGNISED =
      "\n"
          + "  recognised are: the word 'shapes' for a drawn set; the word 'auto' for Fashion-MNIST"
          + " where Debian's\n"
          + "  package dataset-fashion-mnist is installed, and 'shapes' where not;\n"
          + "  IDX files (train-images-idx3-ubyte, t10k-..., labels beside them, each .gz or"
          + " not);\n"
          + "  CIFAR-10 and CIFAR-100, binary version (data_batch_1.bin, ...; train.bin);\n"
          + "  a folder of PNG or JPEG files, with a sub-folder for each class or without";

  private ImageSources() {}

  /**
   * Opens a set of images. What it is follows from the location: the word {@code shapes} is the
   * drawn set (a folder of that name is {@code ./shapes}); {@code auto} is Fashion-MNIST where
   * Debian's package is installed, and the drawn set where not; a file or folder is taken by the
   * names in it, IDX and CIFAR before images.
   *
   * <p>A folder of images has a class for each of its sub-folders, in the order of their names, and
   * no labels if it has at most one. It has a test part if it has the sub-folders {@code train} and
   * {@code test}, {@code val} or {@code validation}.
   *
   * @param location {@code shapes}, or the path of a file or folder
   * @param options how to open it
   * @return the set; IDX and CIFAR are in memory then, of folders the names are
   * @throws DataException if there is nothing, nothing known or something broken
   */
  public static DataSet open(String location, DataOptions options) {
    if (location.equals(AUTOMATIC)) {
      boolean installed = Files.isDirectory(INSTALLED);
      return open(installed ? INSTALLED.toString() : ShapesSource.NAME, options);
    }
    DataSet stored =
        location.equals(ShapesSource.NAME)
            ? ShapesSource.dataSet(options)
            : openPath(location, options);
    DataSet split = options.heldOut() == 0 ? stored : stored.withHeldOut(options.heldOut());
    return new DataSet(
        converted(split.train(), options),
        split.test().map(test -> converted(test, options)),
        split.description());
  }

  private static ImageSource converted(ImageSource source, DataOptions options) {
    return ConvertedSource.of(source, options.channels());
  }

  private static DataSet openPath(String location, DataOptions options) {
    Path path = path(location);
    if (!Files.exists(path)) {
      throw MissingPath.exception(location, path);
    }
    return Files.isDirectory(path) ? openFolder(path, options) : openFile(path, options.labelled());
  }

  private static Path path(String location) {
    if (location.isBlank()) {
      throw new DataException("no data are named: expected a path or 'shapes'" + RECOGNISED);
    }
    try {
      return Path.of(location);
    } catch (InvalidPathException e) {
      throw new DataException(
          Words.text("data path '%s' is not a path: %s", location, e.getReason()), e);
    }
  }

  private static DataSet openFile(Path file, boolean labelled) {
    Optional<DataSet> cifar = CifarFormat.ofFile(file, labelled);
    if (cifar.isPresent()) {
      return cifar.get();
    }
    if (IdxSet.recognises(file)) {
      return IdxSet.ofFile(file, labelled);
    }
    throw new DataException(
        Words.text("file '%s' is named like no known kind of data", file) + RECOGNISED);
  }

  private static DataSet openFolder(Path folder, DataOptions options) {
    FolderListing listing = FolderListing.of(folder);
    return IdxSet.inFolder(folder, listing.files(), options.labelled())
        .or(() -> CifarFormat.inFolder(folder, listing.files(), options.labelled()))
        .or(() -> FolderSplits.open(folder, listing, options))
        .orElseThrow(() -> nothingKnown(folder, listing));
  }

  private static DataException nothingKnown(Path folder, FolderListing listing) {
    if (listing.files().isEmpty() && listing.folders().isEmpty()) {
      return new DataException(Words.text("folder '%s' is empty", folder) + RECOGNISED);
    }
    Optional<Path> known = listing.folders().stream().filter(ImageSources::holdsKnown).findFirst();
    if (known.isPresent()) {
      return new DataException(
          Words.text(
              "folder '%s' is no set of images itself; did you mean '%s'?", folder, known.get()));
    }
    Map<String, Integer> others = FolderScan.of(folder).others();
    String found =
        others.entrySet().stream()
            .map(entry -> Words.text("%,d %s", entry.getValue(), entry.getKey()))
            .collect(Collectors.joining(", "));
    return new DataException(
        Words.text(
                "folder '%s' holds no images in a known form; files found, by ending: %s",
                folder, found.isEmpty() ? "none" : found)
            + RECOGNISED);
  }

  private static boolean holdsKnown(Path folder) {
    return FolderListing.of(folder).files().stream()
        .anyMatch(file -> IdxSet.recognises(file) || CifarFormat.recognises(file));
  }
}
