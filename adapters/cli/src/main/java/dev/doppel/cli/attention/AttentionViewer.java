package dev.doppel.cli.attention;

import dev.doppel.runtime.training.AttentionMaps;
import dev.doppel.runtime.training.Encoder;
import dev.doppel.runtime.view.EvaluationView;
import dev.doppel.spi.view.Image;
import java.util.List;
import java.util.Optional;

/**
 * Shows images to an encoder and takes down where it looks.
 *
 * @param input brings an image to the encoder's input
 * @param plain brings it to the same square without normalisation, to look at
 */
public record AttentionViewer(EvaluationView input, EvaluationView plain) {

  /**
   * Where an encoder looks in an image.
   *
   * @param encoder the encoder
   * @param image the image as it was read
   * @return the figure; empty if the encoder has no attention to show
   */
  public Optional<AttentionFigure> figure(Encoder encoder, Image image) {
    // One at a time: the attention of all patches to all is what fills memory.
    Optional<AttentionMaps> maps = encoder.attention(input.block(List.of(image)));
    return maps.map(found -> AttentionFigure.of(plain.apply(image), found, 0));
  }
}
