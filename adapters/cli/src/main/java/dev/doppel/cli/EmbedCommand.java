package dev.doppel.cli;

import dev.doppel.cli.evaluation.Embedder;
import dev.doppel.cli.evaluation.FeatureExtractor;
import dev.doppel.cli.evaluation.FeatureWriter;
import dev.doppel.cli.failure.UsageException;
import dev.doppel.cli.training.PreparedRun;
import dev.doppel.runtime.data.ImageSource;
import dev.doppel.runtime.training.Encoder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes the features that a trained encoder finds in images. */
@Command(
    name = "embed",
    description = "Writes the features that a trained encoder finds in images, one row an image.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class EmbedCommand implements Runnable {

  private final CommandContext context;
  @Spec private CommandSpec spec;
  @Mixin private RunArguments arguments;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FILE",
      description =
          "Where to: x.npy, with labels and file names, if there are any, in x.labels.npy and"
              + " x.names.txt beside it; or x.csv, with both as columns.")
  private Path output;

  @Option(
      names = "--part",
      paramLabel = "PART",
      description =
          "Which images: train, or test where the data have such a part."
              + " Default: ${DEFAULT-VALUE}.",
      defaultValue = DataPart.TRAIN)
  private String part;

  EmbedCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public void run() {
    boolean numpy = isNumpy();
    PreparedRun run = arguments.prepare(context);
    ImageSource source = DataPart.of(run, part, "--part");
    FeatureExtractor extractor = run.extractor(() -> false);
    try (Encoder encoder = run.openEncoder(arguments.folder().encoder())) {
      FeatureWriter writer =
          new FeatureWriter(
              source, extractor, Embedder.of(encoder), encoder.width(), context.storage());
      if (numpy) {
        writer.writeNumpy(output);
      } else {
        writer.writeTable(output);
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(String.format(Locale.ROOT, "features of %,d images in %s", source.size(), output));
    List<String> unreadable = extractor.unreadable();
    if (unreadable.size() == 1) {
      out.println("1 of them could not be read, its features are NaN: " + unreadable.get(0));
    } else if (!unreadable.isEmpty()) {
      out.println(
          String.format(
              Locale.ROOT,
              "%,d of them could not be read, their features are NaN; the first: %s",
              unreadable.size(),
              unreadable.get(0)));
    }
  }

  private boolean isNumpy() {
    String name = output.toString();
    if (!name.endsWith(".npy") && !name.endsWith(".csv")) {
      throw new UsageException("output file '" + output + "' must end in .npy or .csv (--output)");
    }
    return name.endsWith(".npy");
  }
}
