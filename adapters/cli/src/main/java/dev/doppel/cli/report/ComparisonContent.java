package dev.doppel.cli.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the report of several runs says.
 *
 * @param title what is compared, in a few words
 * @param data what was trained on
 * @param heads the heads of the table
 * @param rows its rows, with as many cells each
 * @param notes what there is to know about the figures
 * @param charts curves of all runs
 * @param reports the addresses of the runs' own reports, by the runs' names
 * @param environment versions and system, by name
 */
public record ComparisonContent(
    String title,
    String data,
    List<String> heads,
    List<List<String>> rows,
    List<String> notes,
    List<Chart> charts,
    Map<String, String> reports,
    Map<String, String> environment) {

  /** Copies. */
  public ComparisonContent {
    heads = List.copyOf(heads);
    rows = rows.stream().map(List::copyOf).toList();
    notes = List.copyOf(notes);
    charts = List.copyOf(charts);
    reports = Collections.unmodifiableMap(new LinkedHashMap<>(reports));
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
  }
}
