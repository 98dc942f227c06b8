package dev.doppel.cli.training;

import dev.doppel.cli.report.SampleViews;
import dev.doppel.runtime.data.ImageSource;
import dev.doppel.runtime.data.UnreadableImageException;
import dev.doppel.runtime.view.EvaluationView;
import dev.doppel.runtime.view.ViewPipeline;
import dev.doppel.spi.view.Image;
import dev.doppel.spi.view.ViewPolicy;
import dev.doppel.spi.view.ViewSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Makes views of a few samples to look at: those of the first epoch, without normalisation. */
final class SamplePictures {

  private static final int COUNT = 8;

  private SamplePictures() {}

  static List<SampleViews> of(PreparedRun run) {
    ImageSource source = run.data().train();
    ViewPipeline pipeline = run.pipeline(visible(run.plan().views()));
    List<SampleViews> samples = new ArrayList<>();
    for (int index : apart(source.size(), COUNT)) {
      read(source, index)
          .ifPresent(image -> samples.add(new SampleViews(image, pipeline.views(image, 0, index))));
    }
    return samples;
  }

  /** Far apart, for sets sorted by class, and not at multiples of one, for classes in turns. */
  static int[] apart(int size, int most) {
    int count = Math.min(most, size);
    return IntStream.range(0, count)
        .map(i -> (int) (((long) i * size / count + i) % size))
        .toArray();
  }

  // Normalised values are not colours. Each operation has its own chance, so that leaving one out
  // leaves the others as they are.
  private static ViewPolicy visible(ViewPolicy policy) {
    return new ViewPolicy(policy.views().stream().map(SamplePictures::visible).toList());
  }

  private static ViewSpecification visible(ViewSpecification view) {
    return new ViewSpecification(
        view.name(),
        view.kind(),
        view.size(),
        view.steps().stream()
            .filter(step -> !step.operation().equals(EvaluationView.NORMALIZE))
            .toList());
  }

  private static Optional<Image> read(ImageSource source, int index) {
    try {
      return Optional.of(source.image(index));
    } catch (UnreadableImageException e) {
      // Training meets it too, and counts it.
      return Optional.empty();
    }
  }
}
