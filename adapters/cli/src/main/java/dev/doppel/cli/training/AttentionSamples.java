package dev.doppel.cli.training;

import dev.doppel.cli.attention.AttentionFigure;
import dev.doppel.cli.attention.AttentionViewer;
import dev.doppel.cli.report.AttentionSample;
import dev.doppel.runtime.data.ImageSource;
import dev.doppel.runtime.data.UnreadableImageException;
import dev.doppel.runtime.training.Encoder;
import dev.doppel.spi.view.Image;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Draws where a trained vision transformer looks in a few images, for the report. */
final class AttentionSamples {

  private static final int COUNT = 4;

  /** The share that DINO's figures show (arXiv 2104.14294). */
  private static final double MASS = 0.6;

  private AttentionSamples() {}

  /**
   * Looks at images to test on, or to train on if there are no others.
   *
   * @param run the run
   * @param file its encoder's model file
   * @return a sample an image; empty if the encoder is no vision transformer, or diverged
   */
  static List<AttentionSample> of(PreparedRun run, Path file) {
    if (run.visionTransformer().isEmpty()) {
      return List.of();
    }
    int size = run.imageSize();
    AttentionViewer viewer = new AttentionViewer(run.evaluationView(size), run.plainView(size));
    List<AttentionSample> samples = new ArrayList<>();
    try (Encoder encoder = run.openEncoder(file)) {
      for (Image image : images(run)) {
        Optional<AttentionFigure> figure = viewer.figure(encoder, image);
        if (figure.filter(AttentionFigure::finite).isPresent()) {
          samples.add(new AttentionSample(note(run), figure.get().pictures(MASS)));
        }
      }
    }
    return samples;
  }

  private static String note(PreparedRun run) {
    return String.format(
        Locale.ROOT,
        "where the class token of %s looks in its last block, in images %s; masks keep the fewest"
            + " patches that hold %.0f %% of the attention",
        run.plan().backbone(),
        run.data().test().isPresent() ? "to test on" : "to train on",
        100 * MASS);
  }

  private static List<Image> images(PreparedRun run) {
    ImageSource source = run.data().test().orElse(run.data().train());
    List<Image> images = new ArrayList<>();
    for (int index : SamplePictures.apart(source.size(), COUNT)) {
      try {
        images.add(source.image(index));
      } catch (UnreadableImageException e) {
        // Passed over: the evaluation meets it too, and counts it.
      }
    }
    return images;
  }
}
