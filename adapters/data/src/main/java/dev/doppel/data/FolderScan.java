package dev.doppel.data;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * All PNG and JPEG files below a folder, at any depth, links followed.
 *
 * @param root the folder
 * @param images their names relative to it, with {@code /} between folders, sorted by code point so
 *     that the order is the same on every machine
 * @param others how many other files there are, by the ending of their names
 */
record FolderScan(Path root, List<String> images, SortedMap<String, Integer> others) {

  private static final Pattern IMAGE = Pattern.compile("\\.(png|jpe?g)");

  static FolderScan of(Path root) {
    Visitor visitor = new Visitor(root);
    try {
      Files.walkFileTree(
          root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, visitor);
    } catch (IOException e) {
      throw FileProblems.cannotRead(root, e);
    }
    Collections.sort(visitor.images);
    return new FolderScan(
        root,
        Collections.unmodifiableList(visitor.images),
        Collections.unmodifiableSortedMap(visitor.others));
  }

  private static final class Visitor extends SimpleFileVisitor<Path> {

    private final Path root;
    private final List<String> images = new ArrayList<>();
    private final SortedMap<String, Integer> others = new TreeMap<>();

    private Visitor(Path root) {
      this.root = root;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      boolean skipped = !folder.equals(root) && FolderListing.isHidden(folder);
      return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (FolderListing.isHidden(file)) {
        return FileVisitResult.CONTINUE;
      }
      String ending = ending(file);
      if (IMAGE.matcher(ending).matches()) {
        String name = root.relativize(file).toString();
        images.add(name.replace(root.getFileSystem().getSeparator(), "/"));
      } else {
        others.merge(ending, 1, Integer::sum);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException cause) {
      throw FileProblems.cannotRead(file, cause);
    }

    private static String ending(Path file) {
      String name = file.getFileName().toString();
      int dot = name.lastIndexOf('.');
      return dot < 0 ? "no ending" : name.substring(dot).toLowerCase(Locale.ROOT);
    }
  }
}
