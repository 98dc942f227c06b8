package dev.doppel.cli.file;

import dev.doppel.cli.failure.StorageException;
import dev.doppel.cli.failure.UnusableCheckpointException;
import dev.doppel.runtime.step.StepRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The figures of each step as comma-separated values: a header, then one row a step. The first
 * columns are {@code step} (from 0) and {@code loss}; then come the scheduled values and the
 * guards' figures, blank at steps where a guard did not look.
 *
 * <p>Rows reach the disk in blocks. A figure that appears late gets a column at the end, and the
 * rows before it a blank. After a failure the file ends with its last complete row. For one thread.
 */
public final class MetricsFile {

  private static final int BLOCK = 100;

  private final Path file;
  private final Storage storage;
  private final Set<String> columns = new LinkedHashSet<>();
  private final List<StepRecord> pending = new ArrayList<>();
  private long rows;

  /**
   * Creates the file, with nothing but the header of its first columns.
   *
   * @param file the file
   * @param storage how to write it
   * @throws StorageException if it cannot be written
   */
  public MetricsFile(Path file, Storage storage) {
    this.file = file;
    this.storage = storage;
    columns.add("step");
    columns.add("loss");
    storage.replace(file, header());
  }

  private MetricsFile(Path file, Storage storage, List<String> columns) {
    this.file = file;
    this.storage = storage;
    this.columns.addAll(columns);
  }

  /**
   * Goes on with a file of which some rows stay as they are, to the byte.
   *
   * @param file the file; what comes after the rows and the columns that stay is cut off
   * @param storage how to write it
   * @param extent the rows and columns that stay
   * @param kept is told of each row that stays
   * @return the file, to add rows to
   * @throws UnusableCheckpointException if it does not have them
   * @throws StorageException if it cannot be read or written
   */
  public static MetricsFile cut(
      Path file, Storage storage, MetricsExtent extent, Consumer<StepRecord> kept) {
    MetricsFile metrics = new MetricsFile(file, storage, extent.columns());
    metrics.rows = extent.rows();
    storage.replace(
        file,
        out -> {
          out.write(metrics.header().getBytes(StandardCharsets.UTF_8));
          read(
              file,
              extent,
              stay -> {
                kept.accept(record(file, extent.columns(), stay));
                out.write((String.join(",", stay) + "\n").getBytes(StandardCharsets.UTF_8));
              });
        });
    return metrics;
  }

  /**
   * Checks that a file has rows and columns to go on with; changes nothing.
   *
   * @param file the file
   * @param extent the rows and columns
   * @throws UnusableCheckpointException if it does not have them
   * @throws StorageException if it cannot be read
   */
  public static void require(Path file, MetricsExtent extent) {
    try {
      read(file, extent, stay -> record(file, extent.columns(), stay));
    } catch (IOException e) {
      throw StorageException.reading(file, e);
    }
  }

  /** Takes the cells of a row that stay. */
  @FunctionalInterface
  private interface RowReader {

    void read(List<String> cells) throws IOException;
  }

  private static void read(Path file, MetricsExtent extent, RowReader reader) throws IOException {
    try (BufferedReader old = Files.newBufferedReader(file)) {
      List<String> heads = cells(old.readLine());
      if (heads.size() < extent.columns().size()
          || !heads.subList(0, extent.columns().size()).equals(extent.columns())) {
        throw lacking(file, "the columns " + String.join(", ", extent.columns()));
      }
      for (long row = 0; row < extent.rows(); row++) {
        List<String> cells = cells(old.readLine());
        if (cells.size() != heads.size() || !cells.get(0).equals(String.valueOf(row))) {
          throw lacking(file, "row " + row + " of " + extent.rows());
        }
        reader.read(cells.subList(0, extent.columns().size()));
      }
    }
  }

  private static List<String> cells(String line) {
    return line == null ? List.of() : List.of(line.split(",", -1));
  }

  private static StepRecord record(Path file, List<String> columns, List<String> cells) {
    try {
      Map<String, Double> figures = new LinkedHashMap<>();
      for (int i = 2; i < cells.size(); i++) {
        if (!cells.get(i).isEmpty()) {
          figures.put(columns.get(i), Double.valueOf(cells.get(i)));
        }
      }
      double loss = Double.parseDouble(cells.get(1));
      return new StepRecord(Long.parseLong(cells.get(0)), loss, figures);
    } catch (NumberFormatException e) {
      throw lacking(file, "numbers in row " + cells.get(0));
    }
  }

  private static UnusableCheckpointException lacking(Path file, String what) {
    return new UnusableCheckpointException(
        "cannot go on: '%s' lacks %s, which it had when the checkpoint was written; put the file"
                .formatted(file, what)
            + " back, or go on from an earlier checkpoint (--from)");
  }

  /**
   * What the file consists of, rows that are not on the disk yet included.
   *
   * @return its rows and columns once it is flushed
   */
  public MetricsExtent extent() {
    flush();
    return new MetricsExtent(rows, List.copyOf(columns));
  }

  /**
   * Adds a row.
   *
   * @param record the step's figures
   * @throws StorageException if the block that it completes cannot be written
   */
  public void add(StepRecord record) {
    pending.add(record);
    if (pending.size() >= BLOCK) {
      flush();
    }
  }

  /**
   * Writes the rows that are not on the disk yet. A row that cannot be written is not tried again.
   *
   * @throws StorageException if they cannot be written
   */
  public void flush() {
    List<StepRecord> records = List.copyOf(pending);
    pending.clear();
    if (records.isEmpty()) {
      return;
    }
    int before = columns.size();
    records.forEach(record -> columns.addAll(record.figures().keySet()));
    if (columns.size() > before) {
      widen(columns.size() - before);
    }
    StringBuilder text = new StringBuilder();
    records.forEach(record -> appendRow(text, record));
    storage.append(file, text.toString());
    rows += records.size();
  }

  /**
   * Writes all rows, and waits until they are on the disk for good, whatever happens to the
   * machine.
   *
   * @throws StorageException if they cannot be written
   */
  public void force() {
    flush();
    storage.force(file);
  }

  private void appendRow(StringBuilder text, StepRecord record) {
    text.append(record.step()).append(',').append(FigureText.of(record.loss()));
    columns.stream()
        .skip(2)
        .map(record.figures()::get)
        .forEach(value -> text.append(',').append(value == null ? "" : FigureText.of(value)));
    text.append('\n');
  }

  private void widen(int more) {
    storage.replace(
        file,
        out -> {
          out.write(header().getBytes(StandardCharsets.UTF_8));
          byte[] rest = (",".repeat(more) + "\n").getBytes(StandardCharsets.UTF_8);
          try (BufferedReader old = Files.newBufferedReader(file)) {
            old.readLine();
            for (String row = old.readLine(); row != null; row = old.readLine()) {
              out.write(row.getBytes(StandardCharsets.UTF_8));
              out.write(rest);
            }
          }
        });
  }

  private String header() {
    return String.join(",", columns) + "\n";
  }
}
