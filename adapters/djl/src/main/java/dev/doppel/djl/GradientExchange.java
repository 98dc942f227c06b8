package dev.doppel.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import dev.doppel.runtime.step.Collective;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds up gradients over workers. Each worker runs the heads over the whole global batch, so their
 * gradients agree and are averaged to keep every bit equal; the backbone's covers the worker's own
 * rows only and is summed.
 */
final class GradientExchange {

  private static final NDIndex EVERYTHING = new NDIndex("...");

  private GradientExchange() {}

  static void exchange(SelfSupervisedBlock block) {
    Collective collective = block.settings().collective();
    if (collective.size() == 1) {
      return;
    }
    Branch online = block.online();
    exchange(List.of(online.backbone()), 1, collective);
    exchange(List.of(online.projector(), online.predictor()), 1f / collective.size(), collective);
  }

  private static void exchange(List<Block> blocks, float scale, Collective collective) {
    List<NDArray> gradients = new ArrayList<>();
    for (Block block : blocks) {
      for (Pair<String, Parameter> parameter : block.getParameters()) {
        if (parameter.getValue().requiresGradient()) {
          gradients.add(parameter.getValue().getArray().getGradient());
        }
      }
    }
    float[] bucket = join(gradients);
    collective.sumGradient(bucket);
    int from = 0;
    for (NDArray gradient : gradients) {
      float[] part = new float[Math.toIntExact(gradient.size())];
      for (int i = 0; i < part.length; i++) {
        part[i] = bucket[from + i] * scale;
      }
      from += part.length;
      try (NDArray sum = gradient.getManager().create(part, gradient.getShape())) {
        gradient.set(EVERYTHING, sum);
      }
      gradient.close();
    }
  }

  private static float[] join(List<NDArray> gradients) {
    long size = gradients.stream().mapToLong(NDArray::size).sum();
    float[] bucket = new float[Math.toIntExact(size)];
    int from = 0;
    for (NDArray gradient : gradients) {
      float[] part = gradient.toFloatArray();
      System.arraycopy(part, 0, bucket, from, part.length);
      from += part.length;
    }
    return bucket;
  }
}
