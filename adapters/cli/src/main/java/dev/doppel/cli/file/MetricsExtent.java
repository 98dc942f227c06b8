package dev.doppel.cli.file;

import java.util.List;

/**
 * How much of a metrics file there was at some time.
 *
 * @param rows the rows, one a step from 0 on
 * @param columns the names of the columns
 */
public record MetricsExtent(long rows, List<String> columns) {

  /** Copies. */
  public MetricsExtent {
    columns = List.copyOf(columns);
  }
}
