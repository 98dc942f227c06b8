package dev.doppel.cli.training;

import dev.doppel.cli.file.Json;
import dev.doppel.cli.file.RunFolder;
import dev.doppel.cli.file.Storage;
import dev.doppel.cli.report.HtmlReport;
import dev.doppel.cli.report.ReportContent;
import dev.doppel.cli.result.Durations;
import dev.doppel.cli.result.Measurements;
import dev.doppel.cli.result.TrainingResult;
import dev.doppel.runtime.recipe.Provenance;
import dev.doppel.runtime.training.TrainingSession;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** Writes the files of a run that are written once. */
final class RunFiles {

  private final PreparedRun prepared;
  private final RunFolder folder;
  private final Storage storage;

  RunFiles(PreparedRun prepared, RunFolder folder, Storage storage) {
    this.prepared = prepared;
    this.folder = folder;
    this.storage = storage;
  }

  void writeRecipe() {
    storage.replace(folder.recipe(), RecipeText.of(prepared));
  }

  /** Writes the nearest-neighbour accuracy over the steps, if it was measured in between. */
  void writeAccuracies(Measurements measurements) {
    StringBuilder rows = new StringBuilder("step," + Measuring.ACCURACY + "\n");
    measurements
        .neighbours()
        .forEach((steps, accuracy) -> rows.append(steps).append(',').append(accuracy).append('\n'));
    storage.replace(folder.accuracies(), rows.toString());
  }

  void writeSummary(TrainingResult result, TrainingSession session) {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("method", result.method());
    summary.put("data", prepared.data().description());
    summary.put("ending", result.outcome().ending().name().toLowerCase(Locale.ROOT));
    summary.put("message", result.outcome().message());
    summary.put("steps", result.outcome().steps());
    summary.put("planned-steps", result.outcome().plannedSteps());
    summary.put("knn-accuracy-random-encoder", number(result.accuracies().randomEncoder()));
    summary.put(
        "knn-accuracy-random-encoder-calibrated", number(result.accuracies().calibratedEncoder()));
    summary.put("knn-accuracy-pixels", number(result.accuracies().pixels()));
    summary.put("knn-accuracy", number(result.accuracies().trainedEncoder()));
    result
        .measurements()
        .linearProbe()
        .ifPresent(accuracy -> summary.put("linear-probe-accuracy", accuracy));
    summary.put("knn-protocol", result.accuracyNote());
    summary.put("training-seconds", result.trainingTime().toMillis() / 1000.0);
    summary.put("images-per-second", result.imagesPerSecond());
    summary.put("device", session.device());
    summary.put("parameters", session.parameterCount());
    summary.put("embedding-width", session.embeddingWidth());
    summary.put("encoder", String.valueOf(result.encoder().getFileName()));
    summary.put("unreadable-images", result.unreadable().size());
    storage.replace(folder.summary(), Json.of(summary) + "\n");
  }

  void writeReport(TrainingResult result, TrainingSession session, RunRecorder recorder) {
    ReportContent content =
        new ReportContent(
            result.method(),
            prepared.data().description(),
            result.outcome(),
            result.accuracies(),
            result.accuracyNote(),
            recorder.events(),
            recorder.curves(),
            SamplePictures.of(prepared),
            AttentionSamples.of(prepared, result.encoder()),
            prepared.resolved().settings(),
            environment(result, session));
    storage.replace(folder.report(), HtmlReport.of(content));
  }

  private Map<String, String> environment(TrainingResult result, TrainingSession session) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("training time", Durations.text(result.trainingTime()));
    environment.put("images a second", text("%,.0f", result.imagesPerSecond()));
    environment.put("backend", prepared.resolved().backend().name());
    environment.put("device", session.device());
    environment.put("parameters", text("%,d", session.parameterCount()));
    environment.put("embedding width", text("%,d", session.embeddingWidth()));
    environment.put("unreadable images", String.valueOf(result.unreadable().size()));
    environment.putAll(HostFacts.all());
    for (Provenance provenance : prepared.resolved().provenance()) {
      environment.put(provenance.kind() + " " + provenance.name(), "plugin " + provenance.plugin());
    }
    return environment;
  }

  private static String text(String pattern, Object value) {
    return String.format(Locale.ROOT, pattern, value);
  }

  private static Object number(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }
}
