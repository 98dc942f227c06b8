package dev.doppel.runtime.training;

/**
 * Where the class token of a vision transformer looks in its last block: the softmax of its query
 * with each patch's key, by head (DINO, arXiv 2104.14294).
 *
 * @param heads the attention heads
 * @param grid the patches along one side of an image
 * @param weights for each image and head {@code grid * grid} weights, row by row; with the weight
 *     of the class token itself, which is left out, they sum to 1
 */
public record AttentionMaps(int heads, int grid, float[][][] weights) {

  /**
   * The mean over the heads.
   *
   * @param image the image, from 0
   * @return {@code grid * grid} weights, row by row
   */
  public float[] average(int image) {
    float[] average = new float[grid * grid];
    for (float[] head : weights[image]) {
      for (int patch = 0; patch < average.length; patch++) {
        average[patch] += head[patch] / heads;
      }
    }
    return average;
  }
}
