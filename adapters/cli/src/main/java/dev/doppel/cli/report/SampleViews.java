package dev.doppel.cli.report;

import dev.doppel.spi.view.Image;
import java.util.List;

/**
 * A sample and its views, to look at.
 *
 * @param original the sample as it was read, with values in [0, 1]
 * @param views its views, with values in [0, 1]: normalisation undone
 */
public record SampleViews(Image original, List<Image> views) {

  /** Copies the list, not the pixels. */
  public SampleViews {
    views = List.copyOf(views);
  }
}
