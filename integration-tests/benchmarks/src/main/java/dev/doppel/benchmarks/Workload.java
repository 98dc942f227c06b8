package dev.doppel.benchmarks;

import ai.djl.ndarray.types.Shape;
import java.util.Map;
import java.util.SplittableRandom;

/** One batch of two views in memory, and the network that it is for. */
record Workload(
    String backbone,
    Map<String, String> backboneOptions,
    int channels,
    int size,
    int batch,
    float[] first,
    float[] second) {

  private static final long SEED = 7;

  static Workload smallCnn() {
    return random("small-cnn", Map.of(), 1, 28, 128);
  }

  static Workload smallCnnInColour() {
    return random("small-cnn", Map.of(), 3, 32, 128);
  }

  static Workload resnet18() {
    return random("resnet18", Map.of("stem", "imagenet"), 3, 32, 64);
  }

  private static Workload random(
      String backbone, Map<String, String> options, int channels, int size, int batch) {
    int length = batch * channels * size * size;
    return new Workload(
        backbone,
        options,
        channels,
        size,
        batch,
        gaussian(new SplittableRandom(SEED), length),
        gaussian(new SplittableRandom(SEED + 1), length));
  }

  private static float[] gaussian(SplittableRandom random, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  Shape shape() {
    return new Shape(batch, channels, size, size);
  }
}
