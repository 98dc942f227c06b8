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
 * What workers exchange beside embeddings: parameters at the start and gradients at each step. Each
 * worker runs the heads over the whole batch, so their gradients agree and are averaged to keep
 * every bit equal; the backbone's covers the worker's own rows only and is summed.
 */
final class GradientExchange {

  private static final NDIndex EVERYTHING = new NDIndex("...");

  private GradientExchange() {}

  /** Gives all workers the first one's parameters, both networks' and running statistics too. */
  static void shareParameters(SelfSupervisedBlock block) {
    Collective collective = block.settings().collective();
    if (collective.size() == 1) {
      return;
    }
    List<NDArray> values = new ArrayList<>();
    for (Pair<String, Parameter> parameter : block.getParameters()) {
      // Detached, so that it may be overwritten; it shares the parameter's storage.
      values.add(parameter.getValue().getArray().stopGradient());
    }
    float[] bucket = join(values);
    collective.broadcast(bucket);
    overwrite(values, bucket, 1);
  }

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
    overwrite(gradients, bucket, scale);
  }

  private static float[] join(List<NDArray> arrays) {
    long size = arrays.stream().mapToLong(NDArray::size).sum();
    float[] bucket = new float[Math.toIntExact(size)];
    int from = 0;
    for (NDArray array : arrays) {
      float[] part = array.toFloatArray();
      System.arraycopy(part, 0, bucket, from, part.length);
      from += part.length;
    }
    return bucket;
  }

  /**
   * Writes the bucket's parts into the arrays that {@link #join} took them from, and frees these.
   */
  private static void overwrite(List<NDArray> arrays, float[] bucket, float scale) {
    int from = 0;
    for (NDArray array : arrays) {
      float[] part = new float[Math.toIntExact(array.size())];
      for (int i = 0; i < part.length; i++) {
        part[i] = bucket[from + i] * scale;
      }
      from += part.length;
      try (NDArray fresh = array.getManager().create(part, array.getShape())) {
        array.set(EVERYTHING, fresh);
      }
      array.close();
    }
  }
}
