package dev.doppel.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
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

  private static void split(
      List<Integer> group, Map<Stage, NDArray> joined, Map<Integer, Map<Stage, NDArray>> outputs) {
    // Not the input's rows: with several workers, outputs hold those of all.
    long rows = joined.get(Stage.EMBEDDING).getShape().get(0) / group.size();
    long from = 0;
    for (int view : group) {
      long to = from + rows;
      Map<Stage, NDArray> parts = new EnumMap<>(Stage.class);
      for (Map.Entry<Stage, NDArray> entry : joined.entrySet()) {
        parts.put(entry.getKey(), entry.getValue().get(new NDIndex().addSliceDim(from, to)));
      }
      outputs.put(view, parts);
      from = to;
    }
  }
}
