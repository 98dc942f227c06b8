package dev.doppel.cli.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes features as comma-separated values: {@code index,label,f0,f1,...}. The label is blank
 * where an image has none.
 */
public final class FeatureTable {

  private final OutputStream out;

  /**
   * Begins the table.
   *
   * @param out where to write it; not closed
   * @param width the features a row
   * @throws IOException if the header cannot be written
   */
  public FeatureTable(OutputStream out, int width) throws IOException {
    this.out = out;
    StringBuilder header = new StringBuilder("index,label");
    for (int column = 0; column < width; column++) {
      header.append(",f").append(column);
    }
    write(header.append('\n'));
  }

  /**
   * Writes the next row.
   *
   * @param index the image's index
   * @param label the image's class; negative if it has none
   * @param features the image's features
   * @throws IOException if it cannot be written
   */
  public void writeRow(int index, int label, float[] features) throws IOException {
    StringBuilder row = new StringBuilder();
    row.append(index).append(',').append(label < 0 ? "" : label);
    for (float feature : features) {
      row.append(',').append(feature);
    }
    write(row.append('\n'));
  }

  private void write(StringBuilder row) throws IOException {
    out.write(row.toString().getBytes(StandardCharsets.UTF_8));
  }
}
