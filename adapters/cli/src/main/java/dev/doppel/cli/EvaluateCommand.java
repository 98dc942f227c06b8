package dev.doppel.cli;

import dev.doppel.cli.evaluation.Embedder;
import dev.doppel.cli.evaluation.EvaluationSets;
import dev.doppel.cli.evaluation.FeatureExtractor;
import dev.doppel.cli.evaluation.Features;
import dev.doppel.cli.evaluation.NeighbourEvaluation;
import dev.doppel.cli.failure.UsageException;
import dev.doppel.cli.result.Accuracies;
import dev.doppel.cli.training.PreparedRun;
import dev.doppel.runtime.metric.LinearProbe;
import dev.doppel.runtime.metric.NeighbourSettings;
import dev.doppel.runtime.metric.ProbeSettings;
import dev.doppel.runtime.training.Encoder;
import java.io.PrintWriter;
import java.util.OptionalDouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures a trained encoder. */
@Command(
    name = "evaluate",
    description = "Measures a trained encoder: nearest neighbours and a linear probe.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class EvaluateCommand implements Runnable {

  private final CommandContext context;
  @Spec private CommandSpec spec;
  @Mixin private RunArguments arguments;

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description =
          "Whose nearest neighbours: dino (k = 20, T = 0.07) or lightly (k = 200, T = 0.1)."
              + " Default: ${DEFAULT-VALUE}.",
      defaultValue = "dino")
  private String preset;

  @Option(
      names = "--k",
      paramLabel = "N",
      description = "How many neighbours vote, instead of the preset's.")
  private Integer neighbours;

  @Option(
      names = "--temperature",
      paramLabel = "T",
      description = "A neighbour's vote is exp(similarity / T); instead of the preset's.")
  private Double temperature;

  @Option(
      names = "--linear-probe",
      negatable = true,
      description = "Fit a linear probe too, which takes longer than the neighbours. Default: yes.",
      defaultValue = "true",
      fallbackValue = "true")
  private boolean linearProbe;

  EvaluateCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public void run() {
    NeighbourEvaluation evaluation = new NeighbourEvaluation(settings());
    PreparedRun run = arguments.prepare(context).withTestPart();
    EvaluationSets sets =
        EvaluationSets.of(run.data())
            .orElseThrow(
                () ->
                    new UsageException(
                        "an encoder is measured with labelled images of two classes or more;"
                            + " there are none in "
                            + run.data().description()));
    PrintWriter out = spec.commandLine().getOut();
    // First, because embedding that many takes a while.
    out.println(sets.describe());
    out.flush();
    FeatureExtractor extractor = run.extractor(() -> false);
    try (Encoder encoder = run.openEncoder(arguments.folder().encoder())) {
      Embedder embedder = Embedder.of(encoder);
      Features bank = extractor.features(sets.bank(), sets.bankIndices(), embedder);
      Features queries = extractor.features(sets.queries(), sets.queryIndices(), embedder);
      report(
          out,
          evaluation.describe(bank.rows().length),
          evaluation.accuracy(bank, queries, sets.classes(), encoder.matrixProduct()));
      if (linearProbe) {
        LinearProbe probe =
            LinearProbe.fit(bank.rows(), bank.labels(), sets.classes(), ProbeSettings.DEFAULT);
        double accuracy = probe.accuracy(queries.rows(), queries.labels());
        report(out, "linear probe", OptionalDouble.of(accuracy));
      }
    }
    TrainingText.unreadable(extractor.unreadable()).ifPresent(out::println);
  }

  private static void report(PrintWriter out, String what, OptionalDouble accuracy) {
    out.println(what + ": " + Accuracies.percent(accuracy));
    out.flush();
  }

  private NeighbourSettings settings() {
    NeighbourSettings base =
        switch (preset) {
          case "dino" -> NeighbourSettings.DINO;
          case "lightly" -> NeighbourSettings.LIGHTLY;
          default ->
              throw new UsageException(
                  "no preset '" + preset + "' (--preset); there are dino and lightly");
        };
    try {
      return new NeighbourSettings(
          neighbours == null ? base.neighbours() : neighbours,
          temperature == null ? base.temperature() : temperature);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage() + " (--k, --temperature)", e);
    }
  }
}
