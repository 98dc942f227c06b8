package dev.doppel.data;

import dev.doppel.runtime.data.ImageSource;
import dev.doppel.runtime.data.UnreadableImageException;
import dev.doppel.spi.view.Image;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * The images below a folder. Holds their names and labels, about 100 bytes an image, and decodes an
 * image each time it is asked for, so a set may be larger than memory.
 */
final class ImageFolder implements ImageSource {

  private final Path root;
  private final String[] names;
  private final int[] labels;
  private final int classes;
  private final int channels;

  private ImageFolder(Path root, String[] names, int[] labels, int classes, int channels) {
    this.root = root;
    this.names = names;
    this.labels = labels;
    this.classes = classes;
    this.channels = channels;
  }

  /** The images of a scan, without labels. */
  static ImageFolder unlabelled(FolderScan scan, int channels) {
    String[] names = scan.images().toArray(String[]::new);
    int[] labels = new int[names.length];
    Arrays.fill(labels, NO_LABEL);
    return new ImageFolder(scan.root(), names, labels, 0, channels);
  }

  /**
   * The images of a scan, with the first folder of a name as its class.
   *
   * @param classNames the classes, sorted
   * @throws DataException if an image lies in no such folder
   */
  static ImageFolder labelled(FolderScan scan, List<String> classNames, int channels) {
    String[] names = scan.images().toArray(String[]::new);
    int[] labels = new int[names.length];
    for (int i = 0; i < names.length; i++) {
      String className = className(names[i]);
      labels[i] = Collections.binarySearch(classNames, className);
      if (labels[i] < 0) {
        throw new DataException(
            Words.text(
                "'%s' has the class '%s', which the images to train on do not have; theirs are %s",
                scan.root().resolve(names[i]), className, shortened(classNames)));
      }
    }
    return new ImageFolder(scan.root(), names, labels, classNames.size(), channels);
  }

  /**
   * The classes of a scan: the folders directly in its root that hold images.
   *
   * @return their names, sorted; empty if the images all lie in the root, or all in one folder,
   *     which would say nothing
   * @throws DataException if some lie in the root and others in folders
   */
  static List<String> classNames(FolderScan scan) {
    Set<String> found = firstFolders(scan);
    if (found.size() > 1 && found.contains("")) {
      throw new DataException(
          Words.text(
              "folder '%s' has images beside its sub-folders, such as '%s', so that sub-folders"
                  + " cannot be classes; move these, or set data.labels = none to use all without"
                  + " labels",
              scan.root(), firstInRoot(scan)));
    }
    return found.size() > 1 ? List.copyOf(found) : List.of();
  }

  /** The first folders of all names, sorted; the empty name for images in the root. */
  static Set<String> firstFolders(FolderScan scan) {
    Set<String> found = new TreeSet<>();
    scan.images().forEach(name -> found.add(className(name)));
    return found;
  }

  private static String firstInRoot(FolderScan scan) {
    return scan.images().stream().filter(name -> className(name).isEmpty()).findFirst().orElse("");
  }

  private static String className(String name) {
    int slash = name.indexOf('/');
    return slash < 0 ? "" : name.substring(0, slash);
  }

  private static String shortened(List<String> classNames) {
    int shown = Math.min(classNames.size(), 10);
    String list = "'" + String.join("', '", classNames.subList(0, shown)) + "'";
    return shown == classNames.size() ? list : list + ", ...";
  }

  @Override
  public int size() {
    return names.length;
  }

  @Override
  public int channels() {
    return channels;
  }

  @Override
  public Image image(int index) throws UnreadableImageException {
    return ImageDecoder.decode(
        root.resolve(names[Objects.checkIndex(index, names.length)]), channels);
  }

  @Override
  public int label(int index) {
    return labels[Objects.checkIndex(index, labels.length)];
  }

  @Override
  public String name(int index) {
    return names[Objects.checkIndex(index, names.length)];
  }

  @Override
  public int classes() {
    return classes;
  }

  /** Always 0: only decoding all images would tell. */
  @Override
  public int uniformSize() {
    return 0;
  }

  @Override
  public String description() {
    return Words.text(
        "%s%s in %s", Words.images(names.length, channels), Words.classes(classes), root);
  }
}
