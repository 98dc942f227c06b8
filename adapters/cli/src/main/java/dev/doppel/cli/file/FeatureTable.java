package dev.doppel.cli.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes features as comma-separated values: {@code index,label,f0,f1,...}, or {@code
 * index,label,name,f0,f1,...} where images have names. The label is blank where an image has none;
 * names are quoted as RFC 4180 says.
 */
public final class FeatureTable {

  private final OutputStream out;
  private final boolean named;

  /**
   * Begins the table.
   *
   * @param out where to write it; not closed
   * @param named whether there is a column of names
   * @param width the features a row
   * @throws IOException if the header cannot be written
   */
  public FeatureTable(OutputStream out, boolean named, int width) throws IOException {
    this.out = out;
    this.named = named;
    StringBuilder header = new StringBuilder(named ? "index,label,name" : "index,label");
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
   * @param name the image's name; not written if there is no column of names
   * @param features the image's features
   * @throws IOException if it cannot be written
   */
  public void writeRow(int index, int label, String name, float[] features) throws IOException {
    StringBuilder row = new StringBuilder();
    row.append(index).append(',').append(label < 0 ? "" : label);
    if (named) {
      row.append(",\"").append(name.replace("\"", "\"\"")).append('"');
    }
    for (float feature : features) {
      row.append(',').append(feature);
    }
    write(row.append('\n'));
  }

  private void write(StringBuilder row) throws IOException {
    out.write(row.toString().getBytes(StandardCharsets.UTF_8));
  }
}
