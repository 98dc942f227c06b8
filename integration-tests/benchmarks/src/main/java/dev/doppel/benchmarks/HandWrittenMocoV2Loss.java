package dev.doppel.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;

/** MoCo v2 with a queue that is written in place, as its authors' code does. */
final class HandWrittenMocoV2Loss implements HandWrittenLoss {

  private static final int WIDTH = 128;

  private final double temperature;
  private final NDArray queue;
  private int position;
  private NDArray keys;

  HandWrittenMocoV2Loss(MethodWorkload workload, NDManager manager) {
    temperature = workload.number("loss.temperature");
    long length = (long) workload.number("loss.queue-length");
    queue = manager.randomNormal(new Shape(length, WIDTH)).normalize(2, 1);
  }

  @Override
  public NDArray compute(HandWrittenNetworks networks, NDList views) {
    NDList first = new NDList(views.get(0));
    NDArray queries = networks.online(first).get(0).prediction().normalize(2, 1);
    keys = networks.target(views, 1, 2).get(0).prediction().normalize(2, 1);
    NDArray positives = queries.mul(keys).sum(new int[] {1}, true);
    NDArray negatives = queries.matMul(queue.transpose());
    NDArray logits = positives.concat(negatives, 1).div(temperature);
    return logits.logSoftmax(1).get(":, 0").mean().neg();
  }

  @Override
  public void afterStep() {
    long end = position + keys.getShape().get(0);
    queue.set(new NDIndex().addSliceDim(position, end), keys.stopGradient());
    position = (int) (end % queue.getShape().get(0));
  }
}
