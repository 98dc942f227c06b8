package dev.doppel.cli.file;

import dev.doppel.runtime.step.StepRecord;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

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

  /**
   * Creates the file, with nothing but the header of its first columns.
   *
   * @param file the file
   * @param storage how to write it
   * @throws dev.doppel.cli.failure.StorageException if it cannot be written
   */
  public MetricsFile(Path file, Storage storage) {
    this.file = file;
    this.storage = storage;
    columns.add("step");
    columns.add("loss");
    storage.replace(file, header());
  }

  /**
   * Adds a row.
   *
   * @param record the step's figures
   * @throws dev.doppel.cli.failure.StorageException if the block that it completes cannot be
   *     written
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
   * @throws dev.doppel.cli.failure.StorageException if they cannot be written
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
    StringBuilder rows = new StringBuilder();
    records.forEach(record -> appendRow(rows, record));
    storage.append(file, rows.toString());
  }

  private void appendRow(StringBuilder rows, StepRecord record) {
    rows.append(record.step()).append(',').append(FigureText.of(record.loss()));
    columns.stream()
        .skip(2)
        .map(record.figures()::get)
        .forEach(value -> rows.append(',').append(value == null ? "" : FigureText.of(value)));
    rows.append('\n');
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
