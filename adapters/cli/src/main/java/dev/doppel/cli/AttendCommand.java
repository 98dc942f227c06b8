package dev.doppel.cli;

import dev.doppel.cli.attention.AttentionFigure;
import dev.doppel.cli.attention.AttentionViewer;
import dev.doppel.cli.attention.AttentionWriter;
import dev.doppel.cli.failure.DivergedException;
import dev.doppel.cli.failure.UsageException;
import dev.doppel.cli.file.RunFolder;
import dev.doppel.cli.training.PreparedRun;
import dev.doppel.runtime.network.VisionTransformer;
import dev.doppel.runtime.training.Encoder;
import dev.doppel.spi.view.Image;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws where a trained vision transformer looks in images. */
@Command(
    name = "attend",
    description = "Draws where a trained vision transformer looks in images.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class AttendCommand implements Runnable {

  private final CommandContext context;
  @Spec private CommandSpec spec;
  @Mixin private RunOption run;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Where to. Default: the folder 'attention' in that of the run.")
  private Path output;

  @Option(
      names = "--size",
      paramLabel = "N",
      description =
          "Height and width to bring images to, a multiple of the patch size."
              + " Default: those of the run.")
  private Integer size;

  @Option(
      names = "--mass",
      paramLabel = "SHARE",
      description =
          "Masks keep the fewest patches that hold this share of the attention, in (0, 1]."
              + " Default: ${DEFAULT-VALUE}.",
      defaultValue = "0.6")
  private double mass;

  @Parameters(
      paramLabel = "IMAGE",
      arity = "1..*",
      description = {
        "PNG or JPEG files, or images of the run's data such as test:12 and train:5, from 0.",
        "KEY=VALUE among them is a setting on top of the run's recipe, such as device=cpu."
      })
  private List<String> images = new ArrayList<>();

  AttendCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public void run() {
    if (!(mass > 0 && mass <= 1)) {
      throw new UsageException(
          "the share of the mass must be in (0, 1], not " + mass + " (--mass)");
    }
    ImageArguments arguments = ImageArguments.of(images);
    PreparedRun prepared = run.prepare(context, arguments.settings());
    VisionTransformer network = network(prepared);
    int side = side(network);
    List<Image> read = arguments.read(prepared);
    List<AttentionFigure> figures = figures(prepared, side, read);
    RunFolder folder = run.folder();
    Path target = output == null ? folder.attention() : output;
    AttentionWriter writer = new AttentionWriter(target, mass, context.storage());
    List<Path> rows = writer.write(figures, arguments.names(), facts(prepared, network, side));
    PrintWriter out = spec.commandLine().getOut();
    rows.forEach(row -> out.println("attention: " + row));
  }

  private VisionTransformer network(PreparedRun prepared) {
    return prepared.visionTransformer().orElseThrow(() -> noAttention(prepared));
  }

  private static UsageException noAttention(PreparedRun prepared) {
    String transformers =
        Arrays.stream(VisionTransformer.Size.values())
            .map(VisionTransformer.Size::recipeName)
            .sorted()
            .collect(Collectors.joining(", "));
    return new UsageException(
        "the run's backbone '%s' has no attention to show on backend '%s' (--run); these have: %s"
            .formatted(
                prepared.plan().backbone(), prepared.resolved().backend().name(), transformers));
  }

  private int side(VisionTransformer network) {
    int asked = size == null ? network.imageSize() : size;
    if (asked < 1 || asked % network.patchSize() != 0) {
      throw new UsageException(
          "patches of %d pixels do not divide images of %d pixels; name a multiple of %d (--size)"
              .formatted(network.patchSize(), asked, network.patchSize()));
    }
    return asked;
  }

  private List<AttentionFigure> figures(PreparedRun prepared, int side, List<Image> read) {
    AttentionViewer viewer =
        new AttentionViewer(prepared.evaluationView(side), prepared.plainView(side));
    List<AttentionFigure> figures = new ArrayList<>();
    try (Encoder encoder = prepared.openEncoder(run.folder().encoder())) {
      for (Image image : read) {
        AttentionFigure figure =
            viewer.figure(encoder, image).orElseThrow(() -> noAttention(prepared));
        if (!figure.finite()) {
          throw new DivergedException();
        }
        figures.add(figure);
      }
    }
    return figures;
  }

  private static Map<String, Object> facts(
      PreparedRun prepared, VisionTransformer network, int side) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("method", prepared.method());
    facts.put("backbone", prepared.plan().backbone());
    facts.put("image-size", side);
    facts.put("patch-size", network.patchSize());
    facts.put("heads", network.heads());
    return facts;
  }
}
