package dev.doppel.cli.progress;

import dev.doppel.cli.training.RunOverview;
import java.util.List;
import java.util.Locale;

/** Says what is about to be trained. */
public final class OverviewText {

  private OverviewText() {}

  /**
   * What is about to be trained, in a few lines.
   *
   * @param overview the run
   * @return the lines
   */
  public static List<String> lines(RunOverview overview) {
    return List.of(
        overview.method() + " on " + overview.data(),
        String.format(
            Locale.ROOT,
            "  backbone %s (embeddings of %,d), %,d parameters to train, backend %s on %s",
            overview.backbone(),
            overview.embeddingWidth(),
            overview.parameters(),
            overview.backend(),
            overview.device()),
        String.format(
            Locale.ROOT,
            "  %,d steps of %,d images, guards: %s",
            overview.steps(),
            overview.batchSize(),
            overview.guards().isEmpty() ? "none" : String.join(", ", overview.guards())),
        "  output in " + overview.output());
  }
}
