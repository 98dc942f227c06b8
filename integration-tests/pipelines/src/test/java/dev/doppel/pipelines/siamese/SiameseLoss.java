package dev.doppel.pipelines.siamese;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.loss.Loss;

/** A user's loss: each view's prediction should point where the other view's embedding does. */
final class SiameseLoss extends Loss {

  private final boolean stopsGradient;

  SiameseLoss(boolean stopsGradient) {
    super("siamese");
    this.stopsGradient = stopsGradient;
  }

  @Override
  public NDArray evaluate(NDList labels, NDList outputs) {
    NDArray first = cosine(outputs.get(0), outputs.get(3));
    return first.add(cosine(outputs.get(1), outputs.get(2))).mul(-0.5f);
  }

  private NDArray cosine(NDArray prediction, NDArray embedding) {
    NDArray target = stopsGradient ? embedding.stopGradient() : embedding;
    return prediction.normalize().mul(target.normalize()).sum(new int[] {1}).mean();
  }
}
