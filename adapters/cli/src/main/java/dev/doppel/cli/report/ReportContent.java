package dev.doppel.cli.report;

import dev.doppel.cli.result.Accuracies;
import dev.doppel.cli.result.RunOutcome;
import dev.doppel.runtime.step.GuardEvent;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a report says.
 *
 * @param method the method's name, such as {@code byol}
 * @param data what was trained on, in a few words
 * @param outcome how the run ended
 * @param accuracies whether it learned
 * @param accuracyNote how the accuracies were measured, or why they were not
 * @param events what the guards found, in order
 * @param curves the figures over the steps
 * @param samples some samples with their views
 * @param attention where the encoder looks in some images; empty if it is no vision transformer
 * @param recipe the resolved recipe's keys and values
 * @param environment versions, device and speed, by name
 */
public record ReportContent(
    String method,
    String data,
    RunOutcome outcome,
    Accuracies accuracies,
    String accuracyNote,
    List<GuardEvent> events,
    List<Curve> curves,
    List<SampleViews> samples,
    List<AttentionSample> attention,
    Map<String, String> recipe,
    Map<String, String> environment) {

  /** Copies. */
  public ReportContent {
    events = List.copyOf(events);
    curves = List.copyOf(curves);
    samples = List.copyOf(samples);
    attention = List.copyOf(attention);
    recipe = Collections.unmodifiableMap(new LinkedHashMap<>(recipe));
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
  }
}
