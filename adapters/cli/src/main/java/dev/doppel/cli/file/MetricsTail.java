package dev.doppel.cli.file;

import dev.doppel.cli.failure.StorageException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The end of a metrics file.
 *
 * @param rows the complete rows
 * @param latest the latest figure of each column that has any, as it is written
 */
public record MetricsTail(long rows, Map<String, String> latest) {

  /** Copies. */
  public MetricsTail {
    latest = Collections.unmodifiableMap(new LinkedHashMap<>(latest));
  }

  /**
   * Reads a file, also one that is being written.
   *
   * @param file the file
   * @return its end; without rows if there is no file
   * @throws StorageException if it cannot be read
   */
  public static MetricsTail read(Path file) {
    Map<String, String> latest = new LinkedHashMap<>();
    long rows = 0;
    if (!Files.exists(file)) {
      return new MetricsTail(rows, latest);
    }
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      String head = lines.readLine();
      String[] columns = head == null ? new String[0] : head.split(",", -1);
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] cells = line.split(",", -1);
        // The last row may be in the middle of being written.
        if (cells.length == columns.length) {
          rows++;
          for (int i = 0; i < cells.length; i++) {
            if (!cells[i].isEmpty()) {
              latest.put(columns[i], cells[i]);
            }
          }
        }
      }
    } catch (IOException e) {
      throw StorageException.reading(file, e);
    }
    return new MetricsTail(rows, latest);
  }
}
