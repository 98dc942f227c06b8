package dev.doppel.cli.evaluation;

import dev.doppel.cli.file.FeatureTable;
import dev.doppel.cli.file.NumpyArray;
import dev.doppel.cli.file.Storage;
import dev.doppel.runtime.data.ImageSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Writes the features of all images of a set: row i is image i, and that of an unreadable image is
 * all NaN. Rows are written as they come, so that a set may be larger than memory.
 */
public final class FeatureWriter {

  private final ImageSource source;
  private final FeatureExtractor extractor;
  private final Embedder embedder;
  private final boolean named;
  private final float[] missing;
  private final Storage storage;

  /**
   * Creates the writer.
   *
   * @param source the images
   * @param extractor shows them to the encoder
   * @param embedder the encoder
   * @param width the width of its features
   * @param storage how files are written
   */
  public FeatureWriter(
      ImageSource source,
      FeatureExtractor extractor,
      Embedder embedder,
      int width,
      Storage storage) {
    this.source = source;
    this.extractor = extractor;
    this.embedder = embedder;
    this.named = !source.name(0).isEmpty();
    this.missing = new float[width];
    this.storage = storage;
    Arrays.fill(missing, Float.NaN);
  }

  /**
   * Writes a NumPy array of {@code [images, features]}. For {@code photos.npy} an array of labels
   * goes to {@code photos.labels.npy} and the images' names, a line each, to {@code
   * photos.names.txt}, if there are any.
   *
   * @param file the array's file, which ends in {@code .npy}
   * @throws dev.doppel.cli.failure.StorageException if it cannot be written
   */
  public void writeNumpy(Path file) {
    storage.replace(
        file,
        out -> {
          NumpyArray array = NumpyArray.matrix(out, source.size(), missing.length);
          extract((index, features) -> array.writeRow(features));
        });
    if (source.classes() > 0) {
      storage.replace(beside(file, ".labels.npy"), out -> NumpyArray.writeVector(out, labels()));
    }
    if (named) {
      storage.replace(beside(file, ".names.txt"), this::writeNames);
    }
  }

  private static Path beside(Path file, String suffix) {
    String name = file.getFileName().toString().replaceFirst("\\.npy$", "");
    return file.resolveSibling(name + suffix);
  }

  private void writeNames(OutputStream out) throws IOException {
    for (int index = 0; index < source.size(); index++) {
      // A file's name may hold any character; a line must stay one.
      String name = source.name(index).replaceAll("[\\r\\n]", "?");
      out.write((name + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  /**
   * Writes a table with the columns index, label, name where images have names, and the features.
   *
   * @param file the table's file
   * @throws dev.doppel.cli.failure.StorageException if it cannot be written
   */
  public void writeTable(Path file) {
    storage.replace(
        file,
        out -> {
          FeatureTable table = new FeatureTable(out, named, missing.length);
          extract(
              (index, features) ->
                  table.writeRow(index, source.label(index), source.name(index), features));
        });
  }

  private interface Row {
    void write(int index, float[] features) throws IOException;
  }

  private void extract(Row row) throws IOException {
    int[] all = IntStream.range(0, source.size()).toArray();
    FeatureExtractor.Sink<IOException> sink =
        (index, features) -> row.write(index, features.orElse(missing));
    extractor.extract(source, all, embedder, sink);
  }

  private int[] labels() {
    return IntStream.range(0, source.size()).map(source::label).toArray();
  }
}
