package dev.doppel.cli.report;

import dev.doppel.spi.view.Image;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where an encoder looks in one image.
 *
 * @param note what the pictures show
 * @param pictures the image and what is laid over it, by name, in the order to show them in; values
 *     in [0, 1]
 */
public record AttentionSample(String note, Map<String, Image> pictures) {

  /** Copies the map, not the pixels. */
  public AttentionSample {
    pictures = Collections.unmodifiableMap(new LinkedHashMap<>(pictures));
  }
}
