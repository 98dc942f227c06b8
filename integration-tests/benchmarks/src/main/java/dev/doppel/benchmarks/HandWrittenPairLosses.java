package dev.doppel.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.doppel.benchmarks.HandWrittenNetworks.Group;
import java.util.ArrayList;
import java.util.List;

/** Losses of two views that remember nothing. A scalar times a double would be of float64. */
final class HandWrittenPairLosses {

  private static final double EXCLUDED = 1e9;
  private static final double EPSILON = 1e-5;
  private static final int[] ROWS = {0};
  private static final int[] COLUMNS = {1};

  private HandWrittenPairLosses() {}

  static HandWrittenLoss byol() {
    return (networks, views) -> {
      List<NDArray> predictions = predictions(networks.online(views));
      List<NDArray> targets = predictions(networks.target(views, 0, 2));
      return crossedCosines(predictions, targets).mul(-2).add(4);
    };
  }

  static HandWrittenLoss simsiam() {
    return (networks, views) -> {
      List<Group> groups = networks.online(views);
      List<NDArray> targets =
          groups.stream().map(group -> group.projection().stopGradient()).toList();
      return crossedCosines(predictions(groups), targets).mul(-0.5f);
    };
  }

  static HandWrittenLoss mocoV3(double temperature) {
    return (networks, views) -> {
      List<NDArray> queries = normalized(predictions(networks.online(views)));
      List<NDArray> keys = normalized(predictions(networks.target(views, 0, 2)));
      return crossEntropy(queries.get(0), keys.get(1), temperature)
          .add(crossEntropy(queries.get(1), keys.get(0), temperature))
          .mul(2 * (float) temperature);
    };
  }

  private static NDArray crossEntropy(NDArray queries, NDArray keys, double temperature) {
    NDArray logits = queries.matMul(keys.transpose()).div(temperature);
    return logits.logSoftmax(1).diagonal().mean().neg();
  }

  static HandWrittenLoss simclr(double temperature) {
    return (networks, views) -> {
      NDArray rows = networks.online(views).get(0).prediction().normalize(2, 1);
      long size = rows.getShape().get(0);
      NDArray self = rows.getManager().eye((int) size).mul(EXCLUDED);
      NDArray logits = rows.matMul(rows.transpose()).div(temperature).sub(self);
      NDList halves = logits.logSoftmax(1).split(2);
      NDArray first = halves.get(0).split(2, 1).get(1).diagonal();
      NDArray second = halves.get(1).split(2, 1).get(0).diagonal();
      return first.add(second).mean().mul(-0.5f);
    };
  }

  static HandWrittenLoss barlowTwins(double lambda) {
    return (networks, views) -> {
      List<NDArray> outputs = predictions(networks.online(views));
      NDArray left = standardised(outputs.get(0));
      NDArray right = standardised(outputs.get(1));
      NDArray correlations = left.transpose().matMul(right).div(left.getShape().get(0));
      NDArray same = correlations.diagonal();
      NDArray others = correlations.square().sum().sub(same.square().sum());
      return same.sub(1).square().sum().add(others.mul((float) lambda));
    };
  }

  private static NDArray standardised(NDArray rows) {
    NDArray centred = rows.sub(rows.mean(ROWS, true));
    return centred.div(centred.square().mean(ROWS, true).add(EPSILON).sqrt());
  }

  private static NDArray crossedCosines(List<NDArray> predictions, List<NDArray> targets) {
    List<NDArray> left = normalized(predictions);
    List<NDArray> right = normalized(targets);
    return cosine(left.get(0), right.get(1)).add(cosine(left.get(1), right.get(0)));
  }

  private static NDArray cosine(NDArray left, NDArray right) {
    return left.mul(right).sum(COLUMNS).mean();
  }

  private static List<NDArray> normalized(List<NDArray> arrays) {
    return arrays.stream().map(array -> array.normalize(2, 1)).toList();
  }

  private static List<NDArray> predictions(List<Group> groups) {
    List<NDArray> predictions = new ArrayList<>();
    groups.forEach(group -> predictions.addAll(group.predictions()));
    return predictions;
  }
}
