package dev.doppel.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.doppel.benchmarks.HandWrittenNetworks.Group;
import java.util.ArrayList;
import java.util.List;

/** The cross-entropy of DINO and SwAV between two targets and all views but the target's own. */
final class HandWrittenMultiCropLoss implements HandWrittenLoss {

  private static final int GLOBAL_VIEWS = 2;
  private static final int[] ROWS = {0};
  private static final int[] COLUMNS = {1};

  private final MethodWorkload workload;
  private final NDManager manager;
  private final boolean isDino;
  private final double temperature;
  private NDArray centre;
  private NDArray teacher;

  HandWrittenMultiCropLoss(MethodWorkload workload, NDManager manager) {
    this.workload = workload;
    this.manager = manager;
    this.isDino = workload.method().equals("dino");
    this.temperature = workload.number(isDino ? "loss.student-temperature" : "loss.temperature");
  }

  @Override
  public NDArray compute(HandWrittenNetworks networks, NDList views) {
    if (!isDino) {
      networks.normalizePrototypes(views.getManager());
    }
    List<Group> groups = networks.online(views);
    NDList targets = isDino ? centred(networks, views) : assigned(groups.get(0));
    List<NDArray> logarithms = new ArrayList<>();
    for (Group group : groups) {
      logarithms.addAll(
          group.prediction().div(temperature).logSoftmax(1).split(group.views().size()));
    }
    NDArray sum = null;
    int pairs = 0;
    for (int target = 0; target < targets.size(); target++) {
      for (int view = 0; view < logarithms.size(); view++) {
        if (view != target) {
          NDArray term = targets.get(target).mul(logarithms.get(view)).sum(COLUMNS).mean();
          sum = sum == null ? term : sum.add(term);
          pairs++;
        }
      }
    }
    if (sum == null) {
      throw new IllegalStateException("no pair of views");
    }
    return sum.div(-pairs);
  }

  private NDList centred(HandWrittenNetworks networks, NDList views) {
    teacher = networks.target(views, 0, GLOBAL_VIEWS).get(0).prediction();
    if (centre == null) {
      centre = manager.zeros(new Shape(1, teacher.getShape().get(1)));
    }
    double sharpness = workload.number("target-shaping.teacher-temperature");
    return teacher.sub(centre).div(sharpness).softmax(1).split(GLOBAL_VIEWS);
  }

  private NDList assigned(Group global) {
    NDList assignments = new NDList();
    for (NDArray scores : global.prediction().stopGradient().split(GLOBAL_VIEWS)) {
      NDArray shares = scores.div(workload.number("target-shaping.epsilon")).exp();
      int iterations = (int) workload.number("target-shaping.iterations");
      for (int iteration = 0; iteration < iterations; iteration++) {
        shares.divi(shares.sum(ROWS, true));
        shares.divi(shares.sum(COLUMNS, true));
      }
      assignments.add(shares);
    }
    return assignments;
  }

  @Override
  public void afterStep() {
    if (isDino) {
      double kept = workload.number("target-shaping.center-momentum");
      centre.muli(kept).addi(teacher.mean(ROWS, true).mul(1 - kept));
    }
  }
}
