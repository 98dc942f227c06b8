package dev.doppel.cli.report;

import dev.doppel.cli.failure.StorageException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads curves back from the files that a run leaves, with as few points as reports show. */
public final class CurveFile {

  private static final String STEP = "step";

  private CurveFile() {}

  /**
   * The names of a file's columns.
   *
   * @param file a file of comma-separated numbers with a header
   * @return the names, in order; none if there is no such file
   * @throws StorageException if the file cannot be read
   */
  public static List<String> columns(Path file) {
    if (!Files.exists(file)) {
      return List.of();
    }
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      return columns(lines.readLine());
    } catch (IOException e) {
      throw StorageException.reading(file, e);
    }
  }

  private static List<String> columns(String header) {
    return header == null ? List.of() : List.of(header.split(",", -1));
  }

  /**
   * The curve of one column.
   *
   * @param file a file of comma-separated numbers whose first column is {@code step}
   * @param column the column's name
   * @return the curve, without the steps at which the column is blank; empty if there is no such
   *     file, column or number
   * @throws StorageException if the file cannot be read, or is no such file
   */
  public static Optional<Curve> read(Path file, String column) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    CurveRecorder recorder = new CurveRecorder();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      List<String> columns = columns(lines.readLine());
      int place = columns.indexOf(column);
      if (columns.indexOf(STEP) != 0 || place < 0) {
        return Optional.empty();
      }
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] cells = line.split(",", -1);
        if (!cells[place].isEmpty()) {
          recorder.add(column, Long.parseLong(cells[0]), Double.parseDouble(cells[place]));
        }
      }
    } catch (IOException e) {
      throw StorageException.reading(file, e);
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw StorageException.reading(file, new IOException("it is no table of numbers", e));
    }
    return recorder.curves().stream().findFirst();
  }
}
