package dev.doppel.cli.evaluation;

import dev.doppel.cli.file.FeatureTable;
import dev.doppel.cli.file.NumpyArray;
import dev.doppel.cli.file.Storage;
import dev.doppel.runtime.data.ImageSource;
import dev.doppel.runtime.training.ViewBlock;
import java.io.IOException;
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
  private final float[] missing;
  private final Storage storage;

  /**
   * Creates the writer.
   *
   * @param source the images
   * @param extractor shows them to the encoder
   * @param embedder the encoder
   * @param blank an image of the encoder's input size, to tell the width of its features
   * @param storage how files are written
   */
  public FeatureWriter(
      ImageSource source,
      FeatureExtractor extractor,
      Embedder embedder,
      ViewBlock blank,
      Storage storage) {
    this.source = source;
    this.extractor = extractor;
    this.embedder = embedder;
    this.missing = new float[embedder.embed(blank)[0].length];
    this.storage = storage;
    Arrays.fill(missing, Float.NaN);
  }

  /**
   * Writes a NumPy array of {@code [images, features]}, and one of labels beside it if there are
   * any: for {@code photos.npy} it is {@code photos.labels.npy}.
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
      String name = file.getFileName().toString().replaceFirst("\\.npy$", ".labels.npy");
      storage.replace(file.resolveSibling(name), out -> NumpyArray.writeVector(out, labels()));
    }
  }

  /**
   * Writes a table with the columns index, label and the features.
   *
   * @param file the table's file
   * @throws dev.doppel.cli.failure.StorageException if it cannot be written
   */
  public void writeTable(Path file) {
    storage.replace(
        file,
        out -> {
          FeatureTable table = new FeatureTable(out, missing.length);
          extract((index, features) -> table.writeRow(index, source.label(index), features));
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
