package dev.doppel.cli.attention;

import dev.doppel.runtime.training.AttentionMaps;
import dev.doppel.spi.view.Image;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the class token of a vision transformer looks in one image, as pictures (DINO, arXiv
 * 2104.14294). The arrays are not copied.
 *
 * @param image the image as the encoder is shown it, but with values in [0, 1]
 * @param grid the patches along one side
 * @param heads the weights of each head over the patches, row by row
 * @param average their mean over the heads
 */
public record AttentionFigure(Image image, int grid, float[][] heads, float[] average) {

  /** The name of the picture of the image alone. */
  public static final String IMAGE = "image";

  private static final String AVERAGE = "average";
  private static final String MASK = "mask-";

  /**
   * Takes one image's part of the maps of several.
   *
   * @param image the image, with values in [0, 1]
   * @param maps the maps
   * @param index the image's place in them, from 0
   * @return the figure
   */
  public static AttentionFigure of(Image image, AttentionMaps maps, int index) {
    return new AttentionFigure(image, maps.grid(), maps.weights()[index], maps.average(index));
  }

  /**
   * Whether every weight is a number, which those of a diverged encoder are not.
   *
   * @return true if none is infinite or not a number
   */
  public boolean finite() {
    for (float[] weights : heads) {
      for (float weight : weights) {
        if (!Float.isFinite(weight)) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * The pictures: the image, each head's heat map and that of the average, and the image darkened
   * where a head, or the average, does not look.
   *
   * @param mass the share of the attention's mass that masks keep, in (0, 1]
   * @return the pictures by name: {@code image}, {@code head-0}, ..., {@code average}, {@code
   *     mask-head-0}, ..., {@code mask-average}
   */
  public Map<String, Image> pictures(double mass) {
    PatchOverlay overlay = new PatchOverlay(image, grid);
    Map<String, Image> pictures = new LinkedHashMap<>();
    pictures.put(IMAGE, overlay.plain());
    Map<String, float[]> maps = maps();
    maps.forEach((name, weights) -> pictures.put(name, overlay.heat(weights)));
    maps.forEach(
        (name, weights) -> pictures.put(MASK + name, overlay.masked(MassMask.of(weights, mass))));
    return pictures;
  }

  /** The names of the pictures that stand in one row: all but the masks of single heads. */
  static List<String> row(Map<String, Image> pictures) {
    return pictures.keySet().stream().filter(name -> !name.startsWith(MASK + "head")).toList();
  }

  /** The weights by name: {@code head-0}, ..., {@code average}. */
  Map<String, float[]> maps() {
    Map<String, float[]> maps = new LinkedHashMap<>();
    for (int head = 0; head < heads.length; head++) {
      maps.put("head-" + head, heads[head]);
    }
    maps.put(AVERAGE, average);
    return maps;
  }
}
