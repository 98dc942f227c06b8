package dev.doppel.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import dev.doppel.runtime.network.BatchStatistics;
import dev.doppel.spi.loss.Stage;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sends views through a network, one or several views a forward pass. */
final class ViewGroups {

  private ViewGroups() {}

  /** A network's forward pass over one or more views that lie one after the other. */
  @FunctionalInterface
  interface Pass {

    Map<Stage, NDArray> run(NDArray input, int views);
  }

  /** Runs the views and returns each view's outputs by stage. */
  static Map<Integer, Map<Stage, NDArray>> forward(
      Collection<Integer> views, NDList inputs, BatchStatistics statistics, Pass network) {
    Map<Integer, Map<Stage, NDArray>> outputs = new TreeMap<>();
    for (List<Integer> group : statistics.group(views, view -> inputs.get(view).getShape())) {
      if (group.size() == 1) {
        outputs.put(group.get(0), network.run(inputs.get(group.get(0)), 1));
      } else {
        split(group, network.run(join(group, inputs), group.size()), outputs);
      }
    }
    return outputs;
  }

  private static NDArray join(List<Integer> group, NDList inputs) {
    NDList parts = new NDList();
    group.forEach(view -> parts.add(inputs.get(view)));
    return NDArrays.concat(parts);
  }

  /**
   * Takes the views' rows apart: of several workers, outputs hold those of all. They are views of
   * memory, and one split puts their gradients together by one copy; a slice each would fill and
   * add an array as large as the whole for each view.
   */
  private static void split(
      List<Integer> group, Map<Stage, NDArray> joined, Map<Integer, Map<Stage, NDArray>> outputs) {
    for (int view : group) {
      outputs.put(view, new EnumMap<>(Stage.class));
    }
    for (Map.Entry<Stage, NDArray> entry : joined.entrySet()) {
      NDList parts = entry.getValue().split(group.size());
      for (int i = 0; i < group.size(); i++) {
        outputs.get(group.get(i)).put(entry.getKey(), parts.get(i));
      }
    }
  }
}
